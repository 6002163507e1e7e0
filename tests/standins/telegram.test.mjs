// Checks the Telegram stand-in against a tiny receiver: node --test tests/standins/
import assert from 'node:assert/strict';
import { spawn } from 'node:child_process';
import http from 'node:http';
import { once } from 'node:events';
import { test } from 'node:test';
import { fileURLToPath } from 'node:url';

import { start } from './telegram.mjs';

const secret = 's3cr3t_A-1';

// A webhook that keeps what it gets and answers what the test says: a status, or {status, headers, body}, or a promise.
async function receiver(answer = () => 200) {
    const got = [];
    const server = http.createServer(async (request, response) => {
        let body = '';
        for await (const piece of request) body += piece;
        const update = {
            secret: request.headers['x-telegram-bot-api-secret-token'],
            at: Date.now(),
            raw: body,
            ...JSON.parse(body),
        };
        got.push(update);
        let reply = await answer(update, got.length);
        if (typeof reply === 'number') reply = { status: reply };
        response.writeHead(reply.status, reply.headers ?? {});
        response.end(reply.body ?? '');
    });
    await new Promise((done) => server.listen(0, '127.0.0.1', done));
    return {
        got,
        url: `http://127.0.0.1:${server.address().port}/hooks/telegram`,
        close: () => (server.closeAllConnections?.(), server.close()),
    };
}

// Runs `body` with a stand-in whose seconds last 5 ms and a receiver, and takes both down afterwards.
function scene(name, answer, body, options = {}) {
    test(name, async () => {
        const hook = await receiver(answer);
        const standin = await start({ scale: 0.005, ...options });
        try {
            const post = async (path, value) => {
                const response = await fetch(standin.base + path, {
                    method: 'POST',
                    headers: { 'Content-Type': 'application/json' },
                    body: JSON.stringify(value),
                });
                return { status: response.status, ...(await response.json()) };
            };
            const get = async (path) => (await fetch(standin.base + path)).json();
            const call = (method, parameters) => post(`/bot1:token/${method}`, parameters);
            assert.equal((await call('setWebhook', { url: hook.url, secret_token: secret })).result, true);
            await body({
                hook,
                standin,
                post,
                get,
                call,
                user: (wish) => post('/control/user', { chat: 1001, wait: true, ...wish }),
            });
        } finally {
            await standin.stop();
            hook.close();
        }
    });
}

const fine = () => 200;

scene('a member writes and the update comes with the secret', fine, async ({ hook, user }) => {
    const done = await user({ text: '欠薪🙂' });
    assert.deepEqual([done.delivered, done.failures], [true, 0]);
    const [update] = hook.got;
    assert.equal(update.secret, secret);
    assert.equal(update.update_id, done.update_id);
    assert.equal(update.message.text, '欠薪🙂');
    assert.deepEqual(
        [update.message.chat.id, update.message.chat.type, update.message.from.id],
        [1001, 'private', 1001],
    );
    assert.match(update.raw, /\\u6b20\\u85aa\\ud83d\\ude42/);
});

scene('every kind of content has its documented shape', fine, async ({ hook, user, call }) => {
    await user({ photo: true, caption: '工资条' });
    await user({ voice: true });
    await user({ location: { latitude: 31.2, longitude: 121.4 } });
    await user({ contact: '+8613800000000' });
    await user({ text: '/start ABC' });
    await user({ callback: 'yes' });
    await user({ edit: 'other' });
    await user({ block: true });
    await user({ update: { poll: { id: '1' } } });
    const [photo, voice, place, contact, begin, button, edited, blocked, poll] = hook.got;
    assert.ok(photo.message.photo.at(-1).width > photo.message.photo[0].width);
    assert.equal(photo.message.caption, '工资条');
    assert.equal(voice.message.voice.mime_type, 'audio/ogg');
    assert.equal(place.message.location.latitude, 31.2);
    assert.equal(contact.message.contact.phone_number, '+8613800000000');
    assert.deepEqual(begin.message.entities, [{ offset: 0, length: 6, type: 'bot_command' }]);
    assert.equal(button.callback_query.data, 'yes');
    assert.equal(edited.edited_message.text, 'other');
    assert.equal(blocked.my_chat_member.new_chat_member.status, 'kicked');
    assert.equal(poll.poll.id, '1');
    const ids = hook.got.map((one) => one.update_id);
    assert.deepEqual(
        ids,
        [...ids].sort((a, b) => a - b),
    );
    assert.equal((await call('sendMessage', { chat_id: 1001, text: 'x' })).status, 403);
});

scene(
    'a failed update is repeated at once and then ever later',
    (_, count) => (count < 5 ? 503 : 200),
    async ({ hook, user, get }) => {
        const done = await user({ text: 'x' });
        assert.equal(done.failures, 4);
        assert.equal(new Set(hook.got.map((one) => one.raw)).size, 1);
        const gaps = hook.got.slice(1).map((one, i) => one.at - hook.got[i].at);
        assert.ok(gaps[1] >= 8 && gaps[2] >= 18 && gaps[3] >= 38, `gaps ${gaps}`);
        assert.equal((await get('/control/state')).failed_attempts, 4);
    },
);

scene(
    'Retry-After is obeyed instead',
    (_, count) => (count < 2 ? { status: 503, headers: { 'Retry-After': '20' } } : 200),
    async ({ hook, user }) => {
        await user({ text: 'x' });
        assert.ok(hook.got[1].at - hook.got[0].at >= 98);
    },
);

scene(
    'a webhook that does not answer in time is asked again',
    (_, count) => (count < 2 ? new Promise(() => {}) : 200),
    async ({ hook, user }) => {
        assert.equal((await user({ text: 'x' })).failures, 1);
        assert.equal(hook.got.length, 2);
    },
    { timeout_ms: 200 },
);

scene(
    'an update nobody takes within a day is dropped',
    () => 500,
    async ({ user, get }) => {
        assert.equal((await user({ text: 'x' })).delivered, false);
        assert.equal((await get('/control/state')).dropped, 1);
    },
    { scale: 0.000001 },
);

let otherArrived;
const other = new Promise((done) => (otherArrived = done));
scene(
    'one chat is served in order, two chats side by side',
    async (update) => {
        if (update.message.text === 'other') otherArrived();
        if (update.message.text === 'slow') await other;
        return 200;
    },
    async ({ hook, user }) => {
        await Promise.all([user({ text: 'slow' }), user({ text: 'after' }), user({ chat: 1002, text: 'other' })]);
        const texts = hook.got.map((one) => one.message.text);
        assert.ok(texts.indexOf('slow') < texts.indexOf('after'), `${texts}`);
        assert.ok(texts.indexOf('other') < texts.indexOf('after'), `${texts}`);
    },
);

scene('duplicates, swaps and forgeries come as asked', fine, async ({ hook, user, get, post }) => {
    const { update_id } = await user({ text: 'twice', duplicate: true });
    await user({ text: 'both', duplicate: 'concurrent' });
    await user({ text: 'second', reorder: true, wait: false });
    await user({ text: 'first' });
    await user({ text: 'forged', forge: true });
    await post('/control/redeliver', { update_id });
    while ((await get('/control/state')).pending) await new Promise((done) => setTimeout(done, 2));
    assert.deepEqual(
        hook.got.map((one) => one.message.text),
        ['twice', 'twice', 'both', 'both', 'first', 'second', 'forged', 'twice'],
    );
    assert.deepEqual(
        hook.got.map((one) => one.secret === secret),
        [true, true, true, true, true, true, false, true],
    );
    assert.equal((await get('/control/state')).forged_accepted, 1);
});

scene('a letter is kept with its buttons, which can be pressed', fine, async ({ hook, user, call, get }) => {
    await user({ text: 'x' });
    const markup = {
        inline_keyboard: [
            [
                { text: '是', callback_data: 'yes' },
                { text: '不是', callback_data: 'no' },
            ],
        ],
    };
    const sent = await call('sendMessage', { chat_id: 1001, text: '对吗?', reply_markup: markup });
    assert.deepEqual([sent.ok, sent.result.text, sent.result.chat.id], [true, '对吗?', 1001]);
    await user({ press: '不是' });
    const { id, data } = hook.got.at(-1).callback_query;
    assert.equal(data, 'no');
    assert.equal((await call('answerCallbackQuery', { callback_query_id: id })).result, true);
    assert.equal((await call('answerCallbackQuery', { callback_query_id: id })).status, 400);
    const kept = await get('/control/sent?chat=1001');
    assert.deepEqual(
        kept.map((one) => one.method),
        ['sendMessage', 'answerCallbackQuery'],
    );
    assert.equal((await get('/control/sent?chat=5')).length, 0);
});

scene('letters that Telegram refuses are refused', fine, async ({ user, call }) => {
    await user({ text: 'x' });
    const button = (data) => ({ inline_keyboard: [[{ text: 'x', callback_data: data }]] });
    const rows = [
        [{ chat_id: 1001 }, 400, /message text is empty/],
        [{ chat_id: 1001, text: ' \n' }, 400, /message text is empty/],
        [{ chat_id: 1001, text: '🙂'.repeat(2049) }, 400, /message is too long/],
        [{ chat_id: 7, text: 'x' }, 400, /chat not found/],
        [{ text: 'x' }, 400, /chat_id is empty/],
        [{ chat_id: 1001, text: 'x', reply_markup: button('工'.repeat(22)) }, 400, /BUTTON_DATA_INVALID/],
        [{ chat_id: 1001, text: 'x', reply_markup: button('') }, 400, /BUTTON_DATA_INVALID/],
    ];
    for (const [parameters, status, words] of rows) {
        const answer = await call('sendMessage', parameters);
        assert.deepEqual(
            [answer.ok, answer.error_code, answer.status],
            [false, status, status],
            JSON.stringify(parameters).slice(0, 80),
        );
        assert.match(answer.description, words);
    }
    assert.ok((await call('sendMessage', { chat_id: 1001, text: '🙂'.repeat(2048) })).ok);
    assert.ok((await call('sendMessage', { chat_id: '1001', text: 'x', reply_markup: button('工'.repeat(21)) })).ok);
    assert.equal((await call('sendPigeon', {})).status, 404);
    assert.equal((await call('setWebhook', { url: '', secret_token: 'with space' })).status, 400);
});

scene('rate limits answer 429 with retry_after', fine, async ({ standin, user, call }) => {
    for (let chat = 1; chat <= 31; ++chat) await user({ chat, text: 'x' });
    Object.assign(standin.options, { limits: true, scale: 100 });
    assert.ok((await call('sendMessage', { chat_id: 1, text: 'x' })).ok);
    const again = await call('sendMessage', { chat_id: 1, text: 'x' });
    assert.deepEqual([again.status, again.parameters.retry_after], [429, 1]);
    const all = await Promise.all(
        Array.from({ length: 30 }, (_, i) => call('sendMessage', { chat_id: i + 2, text: 'x' })),
    );
    assert.equal(all.filter((one) => one.ok).length, 29);
});

scene('planned failures happen as often as planned', fine, async ({ user, post, call, get }) => {
    await user({ text: 'x' });
    await post('/control/fail', { method: 'sendMessage', status: 429, times: 2, retry_after: 3 });
    const letter = { chat_id: 1001, text: 'x' };
    for (let i = 0; i < 2; ++i) assert.equal((await call('sendMessage', letter)).parameters.retry_after, 3);
    assert.ok((await call('sendMessage', letter)).ok);
    await post('/control/fail', { method: 'sendMessage', drop: 'after' });
    await assert.rejects(call('sendMessage', letter));
    assert.equal((await get('/control/sent?chat=1001')).length, 2);
    await post('/control/fail', { drop: 'before' });
    await assert.rejects(call('sendMessage', letter));
    assert.equal((await get('/control/sent?chat=1001')).length, 2);
});

scene('a file can be fetched, byte for byte', fine, async ({ hook, user, call, standin }) => {
    const bytes = Buffer.from([0xff, 0xd8, 0xff, 0, 1, 2, 3, 0xd9]);
    await user({ photo: bytes.toString('base64') });
    const { file_id, file_size } = hook.got[0].message.photo.at(-1);
    assert.equal(file_size, bytes.length);
    const { result } = await call('getFile', { file_id });
    const file = await fetch(`${standin.base}/file/bot1:token/${result.file_path}`);
    assert.deepEqual(Buffer.from(await file.arrayBuffer()), bytes);
    assert.equal((await call('getFile', { file_id: 'nothing' })).status, 400);
    assert.equal((await fetch(`${standin.base}/file/bot1:token/photos/nothing.jpg`)).status, 404);
});

scene(
    'a method call in the answer is carried out',
    (update) => ({
        status: 200,
        body: JSON.stringify({ method: 'sendMessage', chat_id: update.message.chat.id, text: 'at once' }),
    }),
    async ({ user, get }) => {
        await user({ text: 'x' });
        assert.equal((await get('/control/sent?chat=1001'))[0].text, 'at once');
    },
);

test('run as a program it says where it listens and stops when told', async () => {
    const child = spawn(process.execPath, [
        fileURLToPath(new URL('telegram.mjs', import.meta.url)),
        '--scale',
        '0.01',
        '--limits',
    ]);
    const [line] = await once(child.stdout, 'data');
    const port = Number(/^listening (\d+)\n$/.exec(line)[1]);
    const state = await (await fetch(`http://127.0.0.1:${port}/control/state`)).json();
    assert.deepEqual([state.options.scale, state.options.limits, state.pending], [0.01, true, 0]);
    const me = await (await fetch(`http://127.0.0.1:${port}/bot1:any/getMe`)).json();
    assert.equal(me.result.is_bot, true);
    await fetch(`http://127.0.0.1:${port}/control/stop`, { method: 'POST' });
    const [code] = await once(child, 'exit');
    assert.equal(code, 0);
});
