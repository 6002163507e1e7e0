// A stand-in for the Telegram Bot API, for tests on one machine: the Bot API on one side, "members" under /control on
// the other. Written from the public documentation of the Bot API and the vendor's server; it shares nothing with the
// bot. Plain Node 18 or later:
//
//   node telegram.mjs [--scale 0.01] [--limits] [--webhook URL --secret S]      prints "listening PORT"
//
// `scale` shortens Telegram's seconds (0.01: a second lasts 10 ms) for repeats and rate limits. See README.md.
import http from 'node:http';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';

import { BotApi } from './telegram/api.mjs';
import { Delivery } from './telegram/delivery.mjs';
import { Members } from './telegram/members.mjs';

const largestBody = 50 * 1024 * 1024;

async function readBody(request) {
    const pieces = [];
    let size = 0;
    for await (const piece of request) {
        size += piece.length;
        if (size > largestBody) throw new Problem(413, 'Request Entity Too Large');
        pieces.push(piece);
    }
    return Buffer.concat(pieces);
}

class Problem extends Error {
    constructor(status, description) {
        super(description);
        this.status = status;
    }
}

function answerJson(response, status, value) {
    const body = Buffer.from(JSON.stringify(value));
    response.writeHead(status, { 'Content-Type': 'application/json', 'Content-Length': body.length });
    response.end(body);
}

// What tests may ask and do. Each takes (standin, parameters) and returns what is answered as JSON.
const control = {
    'POST user': (standin, wish) => standin.members.act(wish),
    'POST redeliver': (standin, wish) => ({ queued: standin.delivery.repeat(wish.update_id) }),
    'POST fail': (standin, wish) => standin.api.failNext(wish),
    'POST options': (standin, wish) => Object.assign(standin.options, wish),
    'POST webhook': (standin, wish) => standin.delivery.setWebhook(wish.url, wish.secret ?? ''),
    'GET sent': (standin, query) => standin.api.sentTo(query.chat),
    'GET deliveries': (standin, query) =>
        standin.delivery.log.filter((one) => !query.chat || String(one.chat) === query.chat),
    'GET state': (standin) => ({ ...standin.delivery.state(), ...standin.api.state(), options: standin.options }),
    'POST stop': (standin) => {
        setImmediate(() => standin.stop());
        return { stopping: true };
    },
};

async function serveControl(standin, request, response, url) {
    const action = control[`${request.method} ${url.pathname.slice('/control/'.length)}`];
    if (!action) throw new Problem(404, `no control ${request.method} ${url.pathname}`);
    const body = request.method === 'POST' ? (await readBody(request)).toString() : '';
    const parameters = request.method === 'POST' ? JSON.parse(body || '{}') : Object.fromEntries(url.searchParams);
    answerJson(response, 200, (await action(standin, parameters)) ?? {});
}

async function serve(standin, request, response) {
    const url = new URL(request.url, 'http://127.0.0.1');
    try {
        if (url.pathname.startsWith('/control/')) return await serveControl(standin, request, response, url);
        const file = url.pathname.match(/^\/file\/bot[^/]+\/(.+)$/);
        if (file && request.method === 'GET') return standin.api.sendFile(decodeURIComponent(file[1]), response);
        const call = url.pathname.match(/^\/bot[^/]+\/(\w+)$/);
        if (!call) throw new Problem(404, 'Not Found');
        const { status, body, drop } = await standin.api.call(call[1], request.headers, await readBody(request), url);
        if (drop) return request.socket.destroy();
        answerJson(response, status, body);
    } catch (problem) {
        if (response.headersSent) return request.socket.destroy();
        const status = problem.status ?? 400;
        answerJson(response, status, { ok: false, error_code: status, description: problem.message });
    }
}

// Starts a stand-in and resolves once it listens; `options` as POST /control/options takes them.
export async function start(options = {}) {
    const standin = {
        options: { scale: 1, limits: false, timeout_ms: 60_000, max_connections: 40, ...options },
    };
    standin.delivery = new Delivery(standin.options, (method, parameters) => standin.api.execute(method, parameters));
    standin.members = new Members(standin.delivery);
    standin.api = new BotApi(standin.options, standin.members, standin.delivery);
    standin.members.api = standin.api;
    const server = http.createServer((request, response) => serve(standin, request, response));
    standin.stop = () => {
        standin.delivery.stop();
        server.closeAllConnections?.();
        return new Promise((done) => server.close(done));
    };
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
    standin.port = server.address().port;
    standin.base = `http://127.0.0.1:${standin.port}`;
    return standin;
}

if (process.argv[1] && import.meta.url === pathToFileURL(process.argv[1]).href) {
    const { values } = parseArgs({
        options: {
            scale: { type: 'string', default: '1' },
            limits: { type: 'boolean', default: false },
            webhook: { type: 'string' },
            secret: { type: 'string', default: '' },
        },
    });
    const standin = await start({ scale: Number(values.scale), limits: values.limits });
    if (values.webhook) standin.delivery.setWebhook(values.webhook, values.secret);
    for (const signal of ['SIGINT', 'SIGTERM']) process.on(signal, () => standin.stop());
    console.log(`listening ${standin.port}`);
}
