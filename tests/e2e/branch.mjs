// A union with a Telegram bot: the real program over folders of its own, and the stand-in for Telegram beside it.
// NIANGJIA names the program.
import assert from 'node:assert/strict';
import { execFileSync, spawn } from 'node:child_process';
import { cpSync, existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { dirname, join, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';

import { start as startTelegram } from '../standins/telegram.mjs';

const root = resolve(dirname(fileURLToPath(import.meta.url)), '../..');
const program = process.env.NIANGJIA || join(root, 'build/release/niangjia');
const startLimit = 30_000; // ms; also for everything else that is waited for

const token = '123456:AA-stand_in';
const secret = 'branch_s3cret-1';
const environment = { ...process.env, BRANCH_TOKEN: token, BRANCH_SECRET: secret };

const settings = (base) => `[union]
name = "春光纺织厂工会"
phone = "0512-00012351"

[[account]]
key = "web"
platform = "webchat"

[[account]]
key = "telegram"
platform = "telegram"
base_url = "${base}"
token = "env:BRANCH_TOKEN"
secret = "env:BRANCH_SECRET"
`;

const pause = (ms) => new Promise((done) => setTimeout(done, ms));

// Looks every `every` ms; asking the store starts a program, so that is done less often.
export async function until(what, condition, every = 25) {
    for (const end = Date.now() + startLimit; Date.now() < end; ) {
        const found = await condition();
        if (found) return found;
        await pause(every);
    }
    assert.fail(`waited in vain until ${what}`);
}

// `telegram`: options of the stand-in.
export async function openBranch(telegram) {
    if (!existsSync(program)) throw new Error(`no program at ${program}; build it or set NIANGJIA`);
    const folder = mkdtempSync(join(tmpdir(), 'niangjia-branch-'));
    cpSync(join(root, 'config'), join(folder, 'config'), { recursive: true });
    const standin = await startTelegram(telegram);
    writeFileSync(join(folder, 'config/bot.toml'), settings(standin.base));
    const branch = new Branch(folder, standin);
    await branch.start();
    standin.delivery.setWebhook(`${branch.base}/hooks/telegram`, secret);
    return branch;
}

class Branch {
    constructor(folder, standin) {
        Object.assign(this, { folder, standin, base: undefined, child: undefined, written: '' });
        this.where = ['--config', join(folder, 'config'), '--data', join(folder, 'data')];
        this.receiptDelay = 0; // ms that Telegram takes for its answer to a letter it has delivered already
        const call = standin.api.call.bind(standin.api);
        standin.api.call = async (method, ...rest) => {
            const answer = await call(method, ...rest);
            if (method === 'sendMessage') await pause(this.receiptDelay);
            return answer;
        };
    }

    async start() {
        const listen = this.base ? new URL(this.base).host : '127.0.0.1:0';
        const child = spawn(program, ['serve', ...this.where, '--listen', listen], { env: environment });
        this.child = child;
        let fresh = '';
        for (const stream of [child.stdout, child.stderr]) {
            stream.on('data', (bytes) => ((this.written += bytes), (fresh += bytes)));
        }
        await until('the program listens', () => {
            if (child.exitCode !== null) throw new Error(`the program ended with ${child.exitCode}\n${fresh}`);
            this.base = /listening on (http:\/\/[\d.]+:\d+)/.exec(fresh)?.[1] ?? this.base;
            return fresh.includes('listening on');
        });
    }

    // Gives the exit code, or the signal that ended it.
    async kill(signal = 'SIGKILL') {
        const { child } = this;
        if (child.exitCode !== null || child.signalCode !== null) return child.exitCode ?? child.signalCode;
        const gone = new Promise((done) => child.once('exit', (code, by) => done(code ?? by)));
        child.kill(signal);
        return gone;
    }

    async close() {
        const code = await this.kill('SIGTERM');
        await this.standin.stop();
        rmSync(this.folder, { recursive: true, force: true });
        return code;
    }

    admin(...words) {
        return execFileSync(program, ['admin', ...this.where, ...words], { env: environment, encoding: 'utf8' });
    }

    // What the store holds, as rows.
    rows(query) {
        const file = join(this.folder, 'data/niangjia.db');
        const json = execFileSync('sqlite3', ['-readonly', '-json', '-cmd', '.timeout 5000', file, query], { encoding: 'utf8' });
        return json.trim() ? JSON.parse(json) : [];
    }

    words(chat) {
        return this.rows(`SELECT b.kind, b.text, b.case_id, b.state FROM inbox b
            JOIN identities i ON i.id = b.conversation_id WHERE i.external_id = '${chat}' ORDER BY b.id`);
    }

    letters(chat) {
        return this.rows(`SELECT l.template, l.body, l.state, l.platform_message_id FROM letters l
            JOIN identities i ON i.id = l.conversation_id WHERE i.external_id = '${chat}' ORDER BY l.id`);
    }

    files(chat) {
        return this.rows(`SELECT t.kind, t.state, t.mime, t.bytes FROM attachments t
            JOIN identities i ON i.id = t.conversation_id WHERE i.external_id = '${chat}' ORDER BY t.id`);
    }

    // The bytes of every file under the data folder's media/.
    media() {
        const folder = join(this.folder, 'data/media');
        if (!existsSync(folder)) return [];
        const found = readdirSync(folder, { withFileTypes: true, recursive: true }).filter((one) => one.isFile());
        return found.map((one) => readFileSync(join(one.path, one.name)));
    }

    // A member does something on the phone; true once the bot has answered the update with a 2xx.
    async says(chat, wish) {
        const done = await this.standin.members.act({ chat, wait: true, ...(typeof wish === 'string' ? { text: wish } : wish) });
        assert.ok(done.delivered, `the update was answered with ${done.status}`);
        return done;
    }

    presses(chat, press) {
        return this.says(chat, { press });
    }

    sent(chat) {
        return this.standin.api.sentTo(chat).filter(({ method }) => method === 'sendMessage');
    }

    heard(chat) {
        return this.sent(chat).map(({ text }) => text);
    }

    // Waits for letters until the chat has heard `count`; the newest of them.
    async hears(chat, count) {
        await until(`${chat} heard ${count} letters`, () => this.sent(chat).length >= count);
        return this.sent(chat)[count - 1];
    }

    // Waits until the store holds what the condition wants.
    holds(what, condition) {
        return until(what, condition, 100);
    }

    // Waits until nothing is left to be sent to the chat; its letters.
    settled(chat) {
        return until(`nothing more is to be sent to ${chat}`, async () => {
            const letters = this.letters(chat);
            return letters.length > 0 && !letters.some(({ state }) => state === 'pending') && letters;
        }, 250);
    }

    // Every letter arrived, once, in the order in which it was written.
    async heardAllOnceInOrder(chat) {
        const letters = await this.settled(chat);
        assert.deepEqual(this.heard(chat), letters.map(({ body }) => body.trim()));
        assert.ok(letters.every(({ state }) => state === 'sent'));
        return letters;
    }

    // The same, where a letter may have come again because its receipt was lost. The store holds Telegram's number of
    // the copy whose receipt arrived.
    async heardAllInOrder(chat) {
        const letters = await this.settled(chat);
        const heard = this.sent(chat);
        const receipts = letters.map(({ platform_message_id: id }) => heard.findIndex((one) => String(one.message_id) === id));
        assert.deepEqual(receipts.map((at) => heard[at]?.text), letters.map(({ body }) => body.trim()));
        assert.deepEqual(receipts, [...receipts].sort((a, b) => a - b));
        for (const [at, { text }] of heard.entries()) {
            const next = receipts.findIndex((receipt) => receipt >= at);
            assert.equal(text, letters[next]?.body.trim(), 'a copy comes before anything later does');
        }
        return letters;
    }
}

// A member on the chat page, without a browser.
export async function webMember(base) {
    const cookie = (await fetch(`${base}/chat`)).headers.get('set-cookie').split(';')[0];
    let serial = 0;
    return {
        async says(text, button = false) {
            const headers = { 'Content-Type': 'application/json', Cookie: cookie };
            const body = JSON.stringify({ id: `walk-${String((serial += 1)).padStart(4, '0')}`, text, lang: 'zh', button });
            const answer = await fetch(`${base}/chat/messages`, { method: 'POST', headers, body });
            assert.equal(answer.status, 200);
        },
        async heard() {
            const answer = await fetch(`${base}/chat/history?limit=100`, { headers: { Cookie: cookie } });
            return (await answer.json()).entries.filter(({ mine }) => !mine);
        },
    };
}
