// Tables for the chat page's parts that need no browser: telephone numbers, message ids, the outbox.
import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { test } from 'node:test';

// The page's files are modules without a package of their own, so they are loaded as text.
function part(name) {
    const source = readFileSync(new URL(`../../templates/webchat/${name}.js`, import.meta.url), 'utf8');
    return import(`data:text/javascript,${encodeURIComponent(source)}`);
}

const { splitNumbers } = await part('numbers');
const { makeIds, openKeep } = await part('keep');
const { openOutbox } = await part('outbox');
const { firstLanguage, languages } = await part('words');

test('numbers that can be called are found, and nothing else', () => {
    const rows = [
        ['急事打 110、119 或120。', ['110', '119', '120'], 'three hotlines in a row'],
        ['心理热线 12356;外地拨 010-12351', ['12356', '01012351'], 'a hotline with an area code'],
        ['手机 13800138000,座机 0571-88880000', ['13800138000', '057188880000'], 'mobile and landline'],
        ['+86 138-0013-8000 / 400-820-8820', ['+8613800138000', '4008208820'], 'spaces and dashes'],
        ['补 120 元,满 120 天,110人,12345 块', [], 'money, days and people'],
        ['编号 1024,QX-20261122-110,单号 A110', [], 'case numbers'],
        ['2026-11-22 17:00,3.110,110.5,¥110', [], 'dates, decimals and sums'],
        ['12356789012', [], 'part of a longer number'],
        ['', [], 'empty'],
        ['请打110', ['110'], 'at the very end'],
    ];
    for (const [text, calls, because] of rows) {
        const pieces = splitNumbers(text);
        assert.deepEqual(pieces.filter(({ call }) => call).map(({ call }) => call), calls, because);
        assert.equal(pieces.map((piece) => piece.text).join(''), text, 'nothing is lost');
    }
});

test('a text of a million characters is split in good time', () => {
    const started = performance.now();
    splitNumbers('1-'.repeat(250_000) + '0'.repeat(500_000));
    assert.ok(performance.now() - started < 2000);
});

test('message ids grow even when the clock stands still or goes back', () => {
    const times = [1_790_000_000_000, 1_790_000_000_000, 1_789_999_999_000, 1_790_000_000_005];
    const next = makeIds(() => times.shift(), (count) => Array(count).fill(7));
    const ids = [next(), next(), next(), next()];
    assert.deepEqual(ids, [...ids].sort());
    for (const id of ids) assert.match(id, /^[0-9a-z]{8}-[0-9a-z]{8}$/);
});

test('the language follows what was chosen before, then the browser, then Chinese', () => {
    assert.equal(firstLanguage('en', 'zh-CN'), 'en');
    assert.equal(firstLanguage(null, 'en-US'), 'en');
    assert.equal(firstLanguage('xx', 'zh-TW'), 'zh');
    assert.equal(firstLanguage(null, ''), 'zh');
});

test('both languages have the same words', () => {
    const shape = (table) => Object.entries(table).map(([key, value]) => [key, typeof value, Array.isArray(value) && value.length]);
    assert.deepEqual(shape(languages.en), shape(languages.zh));
    assert.deepEqual(languages.en.commands.map(({ say }) => say), languages.zh.commands.map(({ say }) => say));
});

// A phone's storage that may be full.
function phoneStorage({ full = false } = {}) {
    const kept = {};
    const define = (name, value) => Object.defineProperty(kept, name, { value, enumerable: false });
    define('getItem', (key) => kept[key] ?? null);
    define('setItem', (key, value) => {
        if (full) throw new Error('quota');
        kept[key] = value;
    });
    define('removeItem', (key) => delete kept[key]);
    return kept;
}

function outboxOver(storage, answers) {
    const posted = [];
    const told = [];
    let serial = 0;
    const keep = openKeep(storage);
    const outbox = openOutbox({
        keep,
        nextId: () => `id${String((serial += 1)).padStart(3, '0')}`,
        post: async (item) => {
            posted.push(item.text);
            return answers.shift() ?? { kind: 'stored', entry: posted.length, at: 1 };
        },
        told: (item, state) => told.push(`${item.text} ${state}`),
        random: () => 0,
    });
    return { outbox, posted, told };
}

test('messages leave the phone in order and only once stored', async () => {
    const storage = phoneStorage();
    const { outbox, posted } = outboxOver(storage, []);
    for (const text of ['一', '二', '三']) outbox.add({ text });
    assert.equal(Object.keys(storage).length, 3);
    await outbox.flush();
    assert.deepEqual(posted, ['一', '二', '三']);
    assert.deepEqual(Object.keys(storage), []);
});

test('a busy server holds the later messages back until the first is through', async () => {
    const { outbox, posted } = outboxOver(phoneStorage(), [{ kind: 'later', after: 0 }]);
    outbox.add({ text: '一' });
    outbox.add({ text: '二' });
    await outbox.flush();
    assert.deepEqual(posted, ['一', '一', '二']);
});

test('a refused message stays, lets the next pass, and goes out when asked again', async () => {
    const { outbox, posted, told } = outboxOver(phoneStorage(), [{ kind: 'refused', why: 'too_long' }]);
    const { item } = outbox.add({ text: '一' });
    outbox.add({ text: '二' });
    await outbox.flush();
    assert.deepEqual(posted, ['一', '二']);
    assert.equal(outbox.items()[0].refused, 'too_long');
    outbox.retry(item.id);
    await new Promise((done) => setImmediate(done));
    assert.deepEqual(posted, ['一', '二', '一']);
    assert.equal(told.at(-1), '一 stored');
});

test('a message that came back in the stream is not sent again', async () => {
    const { outbox, posted } = outboxOver(phoneStorage(), []);
    const { item } = outbox.add({ text: '一' });
    outbox.settle(item.id);
    await outbox.flush();
    assert.deepEqual(posted, []);
});

test('a full phone still sends, and says that nothing was kept', async () => {
    const { outbox, posted } = outboxOver(phoneStorage({ full: true }), []);
    assert.equal(outbox.add({ text: '一' }).kept, false);
    await outbox.flush();
    assert.deepEqual(posted, ['一']);
});
