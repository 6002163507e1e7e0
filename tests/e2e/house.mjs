// Starts and stops what the walks need: the program (or an address given by BASE_URL), a browser, a member's page.
import { spawn } from 'node:child_process';
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
export const screenshots = join(root, 'build/screenshots');
export const givenAddress = process.env.BASE_URL;

const program = process.env.NIANGJIA || join(root, 'build/release/niangjia');
const config = process.env.NIANGJIA_CONFIG || join(root, 'config');
const start_limit_ms = 30_000;

// The running program over one data folder; it can be killed and started again on the same port.
export async function openHouse() {
    if (givenAddress) return { base: givenAddress.replace(/\/$/, ''), close: async () => {} };
    if (!existsSync(program)) throw new Error(`no program at ${program}; build it or set NIANGJIA`);
    const data = mkdtempSync(join(tmpdir(), 'niangjia-e2e-'));
    const house = { base: '', child: null };

    house.start = async () => {
        const listen = house.base ? house.base.replace('http://', '') : '127.0.0.1:0';
        const { child, base } = await launch(['serve', '--config', config, '--data', data, '--listen', listen]);
        Object.assign(house, { child, base });
    };
    house.kill = async (signal = 'SIGKILL') => {
        const { child } = house;
        if (!child || child.exitCode !== null || child.signalCode !== null) return;
        const gone = new Promise((done) => child.once('exit', done));
        child.kill(signal);
        await gone;
    };
    house.close = async () => {
        await house.kill('SIGTERM');
        rmSync(data, { recursive: true, force: true });
    };
    await house.start();
    return house;
}

function launch(args) {
    const child = spawn(program, args, { stdio: ['ignore', 'pipe', 'pipe'] });
    let out = '';
    let errors = '';
    child.stderr.on('data', (bytes) => (errors = (errors + bytes).slice(-4000)));
    return new Promise((done, failed) => {
        const timer = setTimeout(() => failed(new Error(`the program did not listen in time\n${errors}`)), start_limit_ms);
        child.once('exit', (code) => failed(new Error(`the program ended with ${code}\n${errors}`)));
        child.once('error', failed);
        child.stdout.on('data', (bytes) => {
            out = (out + bytes).slice(-10_000);
            const base = /listening on (http:\/\/[\d.]+:\d+)/.exec(out)?.[1];
            if (!base) return;
            clearTimeout(timer);
            done({ child, base });
        });
    });
}

// Playwright makes a new user-data folder for every launch.
export function openBrowser() {
    mkdirSync(screenshots, { recursive: true });
    return chromium.launch({
        executablePath: process.env.CHROMIUM || '/usr/bin/chromium',
        args: ['--headless=new', '--no-sandbox', '--disable-gpu', '--disable-quic', '--no-first-run',
            '--disable-background-networking', '--disable-component-update', '--disable-sync'],
    });
}

export const phone = { viewport: { width: 390, height: 844 }, deviceScaleFactor: 2, isMobile: true, hasTouch: true };
export const desk = { viewport: { width: 1366, height: 768 } };

// A new member with an empty browser. Whatever the page complains about fails the walk, apart from the network
// errors that a walk causes on purpose.
export async function newMember(browser, base, options = {}) {
    const context = await browser.newContext({ ...desk, locale: 'zh-CN', timezoneId: 'Asia/Shanghai', ...options });
    const complaints = [];
    const page = await openPage(context, `${base}/chat${options.fragment ?? ''}`, complaints);
    return { context, page, complaints, close: () => context.close() };
}

export async function openPage(context, address, complaints = []) {
    const page = await context.newPage();
    page.setDefaultTimeout(15_000);
    page.on('pageerror', (error) => complaints.push(String(error)));
    page.on('console', (line) => {
        if (line.type() === 'error' && !/Failed to load resource|net::ERR/.test(line.text())) complaints.push(line.text());
    });
    await page.goto(address);
    await page.locator('#list[aria-busy="false"]').waitFor({ state: 'attached' });
    return page;
}
