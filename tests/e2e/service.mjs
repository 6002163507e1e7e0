// Starts and stops the program over given folders, and lets people write to it without a browser.
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';

export const program = process.env.NIANGJIA || fileURLToPath(new URL('../../build/release/niangjia', import.meta.url));
export const shipped = fileURLToPath(new URL('../../config', import.meta.url));
const start_limit_ms = 30_000;

// The running process and the address it listens on.
export function launch(args) {
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

export async function stop(child, signal = 'SIGTERM') {
    if (!child || child.exitCode !== null || child.signalCode !== null) return;
    const gone = new Promise((done) => child.once('exit', done));
    child.kill(signal);
    await gone;
}

let messages = 0;

// Somebody who is new here: what they say, and the letters they got for it.
export async function visitor(base) {
    const page = await fetch(`${base}/chat`);
    const cookie = page.headers.get('set-cookie').split(';')[0];
    let seen = 0;
    return async (text) => {
        const id = `visitor-${String((messages += 1)).padStart(6, '0')}`;
        const posted = await fetch(`${base}/chat/messages`, { method: 'POST', headers: { cookie }, body: JSON.stringify({ id, text }) });
        assert.equal(posted.status, 200);
        const { entries } = await (await fetch(`${base}/chat/history?limit=100`, { headers: { cookie } })).json();
        const fresh = entries.filter((entry) => !entry.mine && entry.id > seen);
        seen = Math.max(seen, ...entries.map((entry) => entry.id));
        return fresh;
    };
}
