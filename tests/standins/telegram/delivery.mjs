// Delivers updates to the webhook the way Telegram does: one at a time a chat, different chats side by side, any 2xx
// is final, else repeated at once and then after 2, 4, 8 … s up to a random 60 to 120 s, for a day at most.
import http from 'node:http';
import https from 'node:https';

const wrongSecret = 'not-the-secret';
const mostRetryAfterSeconds = 3600;
const givesUpAfterSeconds = 86_400;

function waitSeconds(failures, retryAfter) {
    if (retryAfter !== undefined) return Math.min(Math.max(retryAfter, 0), mostRetryAfterSeconds);
    if (failures <= 1) return 0;
    return Math.min(2 ** (failures - 1), 60 + Math.random() * 60);
}

export class Delivery {
    constructor(options, execute) {
        this.options = options;
        this.execute = execute; // runs a method call that stands in the webhook's answer
        this.webhook = undefined;
        this.queues = new Map(); // chat -> updates waiting, the first may be under way
        this.busy = new Set(); // chats with an update under way or waiting for its repeat
        this.held = new Map(); // chat -> update that wants to change places with the next
        this.updates = new Map(); // update_id -> item, for repeats on demand
        this.ready = []; // chats that may send as soon as a connection is free
        this.log = [];
        this.timers = new Set();
        this.stopped = false;
        this.open = 0;
        this.failing = false;
        this.lastError = undefined;
        this.counts = {
            delivered: 0,
            attempts: 0,
            failed_attempts: 0,
            dropped: 0,
            forged_refused: 0,
            forged_accepted: 0,
        };
        this.agents = {
            'http:': new http.Agent({ keepAlive: true }),
            'https:': new https.Agent({ keepAlive: true, rejectUnauthorized: false }),
        };
    }

    setWebhook(url, secret) {
        this.webhook = url ? { url: new URL(url), secret } : undefined;
        for (const chat of this.queues.keys()) this.wake(chat);
        return { url };
    }

    // item: {update_id, chat, body, duplicate?, reorder?, forge?, delay?}; resolves when it has been dealt with.
    add(item) {
        this.updates.set(item.update_id, item);
        item.finished = new Promise((done) => (item.done = done));
        const held = this.held.get(item.chat);
        this.held.delete(item.chat);
        if (item.reorder && !held) {
            this.held.set(item.chat, item);
        } else {
            this.append(item);
            if (held) this.append(held);
        }
        return item.finished;
    }

    // Sends an old update once more, as Telegram does when our answer got lost.
    repeat(updateId) {
        const { update_id, chat, body } = this.updates.get(updateId) ?? {};
        if (!body) throw new Error(`no update ${updateId}`);
        this.append({ update_id, chat, body, done() {} });
        return update_id;
    }

    append(item) {
        if (!this.queues.has(item.chat)) this.queues.set(item.chat, []);
        Object.assign(item, { failures: 0, since: Date.now() });
        this.queues.get(item.chat).push(item);
        this.wake(item.chat);
    }

    wake(chat) {
        if (!this.webhook || this.busy.has(chat) || !this.queues.get(chat)?.length) return;
        this.busy.add(chat);
        this.after(this.queues.get(chat)[0].delay ?? 0, () => this.enterLine(chat));
    }

    enterLine(chat) {
        this.ready.push(chat);
        this.sendReady();
    }

    sendReady() {
        // While nothing succeeds Telegram keeps to one connection.
        const most = this.failing ? 1 : this.options.max_connections;
        while (this.ready.length && this.open < most) {
            const chat = this.ready.shift();
            this.open += 1;
            this.attempt(this.queues.get(chat)[0]).then((result) => {
                this.open -= 1;
                this.settle(chat, result);
                this.sendReady();
            });
        }
    }

    async attempt(item) {
        if (item.forge) return this.post(item, wrongSecret);
        if (item.duplicate !== 'concurrent') return this.post(item, this.webhook?.secret);
        const both = await Promise.all([this.post(item, this.webhook?.secret), this.post(item, this.webhook?.secret)]);
        return both.find((one) => !one.ok) ?? both[0];
    }

    settle(chat, result) {
        const queue = this.queues.get(chat);
        const item = queue[0];
        this.failing = !result.ok && !item.forge;
        if (item.forge) {
            this.counts[result.ok ? 'forged_accepted' : 'forged_refused'] += 1;
            return this.finish(chat, result);
        }
        if (result.ok && item.duplicate === true) {
            item.duplicate = false;
            return this.enterLine(chat);
        }
        if (result.ok) {
            this.counts.delivered += 1;
            return this.finish(chat, result);
        }
        this.counts.failed_attempts += 1;
        item.failures += 1;
        const wait = waitSeconds(item.failures, result.retryAfter) * 1000 * this.options.scale;
        if (Date.now() + wait - item.since > givesUpAfterSeconds * 1000 * this.options.scale) {
            this.counts.dropped += 1;
            return this.finish(chat, result);
        }
        this.after(wait, () => this.enterLine(chat));
    }

    finish(chat, result) {
        const item = this.queues.get(chat).shift();
        this.busy.delete(chat);
        if (!this.queues.get(chat).length) this.queues.delete(chat);
        item.done({ update_id: item.update_id, delivered: result.ok, status: result.status, failures: item.failures });
        this.wake(chat);
    }

    // One POST to the webhook; never rejects.
    post(item, secret) {
        const started = Date.now();
        this.counts.attempts += 1;
        return new Promise((resolve) => {
            const over = (result) => {
                this.log.push({
                    update_id: item.update_id,
                    chat: item.chat,
                    at: started,
                    ms: Date.now() - started,
                    status: result.status,
                    error: result.error,
                });
                if (!result.ok)
                    this.lastError = {
                        at: Date.now(),
                        message: result.error ?? `Wrong response from the webhook: ${result.status}`,
                    };
                resolve(result);
            };
            if (!this.webhook) return over({ ok: false, status: 0, error: 'no webhook' });
            const { url } = this.webhook;
            const headers = {
                'Content-Type': 'application/json',
                'Content-Length': Buffer.byteLength(item.body),
                'Accept-Encoding': 'gzip, deflate',
            };
            if (secret) headers['X-Telegram-Bot-Api-Secret-Token'] = secret;
            const library = url.protocol === 'https:' ? https : http;
            const request = library.request(
                url,
                { method: 'POST', headers, agent: this.agents[url.protocol] },
                (response) => this.readAnswer(response, over),
            );
            request.setTimeout(this.options.timeout_ms, () => request.destroy(new Error('Read timeout expired')));
            request.on('error', (error) => over({ ok: false, status: 0, error: error.message }));
            request.end(item.body);
        });
    }

    readAnswer(response, over) {
        const pieces = [];
        response.on('data', (piece) => pieces.push(piece));
        response.on('error', (error) => over({ ok: false, status: 0, error: error.message }));
        response.on('end', () => {
            const status = response.statusCode;
            const ok = status >= 200 && status < 300;
            const seconds = Number.parseInt(response.headers['retry-after'] ?? '', 10);
            if (ok) this.runInlineCall(Buffer.concat(pieces).toString());
            over({ ok, status, retryAfter: Number.isNaN(seconds) ? undefined : seconds });
        });
    }

    // An answer may hold one method call. Its result is never seen by the bot.
    runInlineCall(text) {
        if (!text.startsWith('{')) return;
        try {
            const { method, ...parameters } = JSON.parse(text);
            if (method && !/^(get|setWebhook|deleteWebhook|close|logOut)/i.test(method))
                this.execute(method, parameters);
        } catch {
            // Telegram ignores what it cannot read here.
        }
    }

    after(ms, action) {
        if (this.stopped) return;
        if (ms <= 0) return void action();
        const timer = setTimeout(() => {
            this.timers.delete(timer);
            action();
        }, ms);
        this.timers.add(timer);
    }

    pending() {
        let waiting = this.held.size;
        for (const queue of this.queues.values()) waiting += queue.length;
        return waiting;
    }

    state() {
        return {
            pending: this.pending(),
            delivering: this.open,
            ...this.counts,
            webhook: this.webhook?.url.href,
            last_error: this.lastError,
        };
    }

    stop() {
        this.stopped = true;
        this.webhook = undefined;
        for (const timer of this.timers) clearTimeout(timer);
        for (const agent of Object.values(this.agents)) agent.destroy();
    }
}
