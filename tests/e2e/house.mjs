// Starts and stops what the walks need: the program (or an address given by BASE_URL), a browser, a member's page.
import { existsSync, mkdirSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { chromium } from 'playwright-core';
import { launch, program, stop } from './service.mjs';

const here = dirname(fileURLToPath(import.meta.url));
const root = resolve(here, '../..');
export const screenshots = join(root, 'build/screenshots');
export const givenAddress = process.env.BASE_URL;

const config = process.env.NIANGJIA_CONFIG || join(root, 'config');

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
        await stop(house.child, signal);
    };
    house.close = async () => {
        await house.kill('SIGTERM');
        rmSync(data, { recursive: true, force: true });
    };
    await house.start();
    return house;
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
