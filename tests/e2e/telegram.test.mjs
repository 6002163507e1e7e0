// Walks through the bot on Telegram: the real program against the stand-in, as members and staff live it.
// NIANGJIA names the program. The bot writes at most one letter a second into a chat, so walks go side by side.
import assert from 'node:assert/strict';
import { after, before, describe, test } from 'node:test';

import { openBranch, until, webMember } from './branch.mjs';

const canteen = '食堂的菜老是凉的';
const minute = { timeout: 60_000 };
let strict; // Telegram with its rate limits
let flaky; // one whose calls are made to fail
let mortal; // one whose program is killed

before(async () => {
    [strict, flaky, mortal] = await Promise.all([
        openBranch({ limits: true }),
        openBranch({ limits: true }),
        openBranch({ scale: 0.2 }),
    ]);
});

after(async () => {
    for (const branch of [strict, flaky, mortal]) {
        if (!branch) continue;
        assert.equal(await branch.close(), 0, 'ended in good order');
        assert.doesNotMatch(branch.written, /食堂|工资/, 'no word of a member is in a log');
    }
});

const numberless = (text) => text.replace(/(编号 ?|件 |回“接 )\d+/g, '$1N');
const caseNumber = (text) => /编号 (\d+)/.exec(text)[1];
const labels = (letter) => letter.reply_markup.inline_keyboard.flat().map(({ text }) => text);
const wordsOf = (branch, chat) => branch.words(chat).map(({ text }) => text);

async function wageDialogueOnTheWeb(base) {
    const member = await webMember(base);
    await member.says('三个月没发工资了');
    await member.says('1', true);
    await member.says('十二月到二月');
    await member.says('城东二标段工地');
    return member.heard();
}

async function wageDialogueOnTelegram(branch, chat) {
    await branch.says(chat, '三个月没发工资了');
    assert.deepEqual(labels(await branch.hears(chat, 2)), ['1 同意', '2 只问不登记', '找人工']);
    await branch.presses(chat, '1 同意');
    await branch.hears(chat, 4);
    await branch.says(chat, '十二月到二月');
    await branch.hears(chat, 5);
    await branch.says(chat, '城东二标段工地');
    await branch.hears(chat, 7);
    return branch.sent(chat);
}

async function joinAsStaff(branch, chat, name, desk) {
    const code = /bind (\S+)/.exec(branch.admin('staff', 'add', name, '--desk', desk))[1];
    await branch.says(chat, `/start ${code}`);
    assert.match((await branch.hears(chat, 1)).text, /权益维护组/);
}

describe('on Telegram', { concurrency: 32 }, () => {
    test('a matter goes the same way as on the web chat, through staff, to the member who says it is solved', minute, async () => {
        const [zhou, li] = [1001, 1002];
        const onTheWeb = await wageDialogueOnTheWeb(strict.base);
        await joinAsStaff(strict, li, '李师傅', 'rights');
        const onTelegram = await wageDialogueOnTelegram(strict, zhou);
        // Sub-category, desk and due date stand in these words.
        assert.deepEqual(onTelegram.map(({ text }) => numberless(text)), onTheWeb.map(({ text }) => numberless(text.trim())));
        assert.deepEqual(labels(onTelegram[1]), onTheWeb[1].choices.map(({ label }) => label));
        assert.match(onTelegram[2].text, /拖欠、克扣工资。由权益维护组来办.\d+月\d+日.周..\d\d:\d\d前/);
        const number = caseNumber(onTelegram[2].text);

        const news = await strict.hears(li, 2);
        assert.ok(news.text.includes(number));
        await strict.presses(li, '接手');
        assert.match((await strict.hears(zhou, 8)).text, /李师傅 接手/);
        await strict.says(li, `回 ${number} 今天下午我陪您去一趟劳动监察`);
        assert.match((await strict.hears(zhou, 9)).text, /今天下午我陪您去一趟劳动监察[^]*李师傅/);
        await strict.says(li, `办结 ${number} 已解决 钱三月五号打到卡上了`);
        assert.deepEqual(labels(await strict.hears(zhou, 11)), ['1 解决了', '2 还没有']);
        await strict.presses(zhou, '1 解决了');
        assert.deepEqual(labels(await strict.hears(zhou, 12)), ['1', '2', '3', '4', '5']);
        await strict.presses(zhou, '5');
        await strict.hears(zhou, 13);
        await strict.heardAllOnceInOrder(zhou);
        await strict.heardAllOnceInOrder(li);
        // The last digit of a case number is a check digit.
        const [{ status, subcategory, desk }] = strict.rows(`SELECT status, subcategory, desk FROM cases WHERE id = ${number} / 10`);
        assert.deepEqual([status, subcategory, desk], ['closed', 'rights.wage', 'rights']);

        const acknowledged = (chat) => strict.standin.api.sentTo(chat).filter(({ method }) => method === 'answerCallbackQuery');
        await until('every button stopped spinning', () => acknowledged(zhou).length === 3 && acknowledged(li).length === 1);
    });

    test('an update that comes twice, or twice at once, or again later, is handled once', minute, async () => {
        const chat = 1101;
        const first = await strict.says(chat, { text: canteen, duplicate: true });
        const second = await strict.says(chat, { text: '二食堂', duplicate: 'concurrent' });
        strict.standin.delivery.repeat(first.update_id);
        const third = await strict.says(chat, '从上周开始'); // behind the repeat
        const tries = strict.standin.delivery.log.filter((one) => one.chat === chat);
        assert.deepEqual(
            tries.map(({ update_id, status }) => [update_id, status]),
            [first, first, second, second, first, third].map(({ update_id }) => [update_id, 200]),
        );
        assert.deepEqual(wordsOf(strict, chat), [canteen, '二食堂', '从上周开始']);
        const letters = await strict.heardAllOnceInOrder(chat);
        assert.equal(letters.filter(({ template }) => template === 'intake.held').length, 1);
        assert.equal(letters.filter(({ template }) => template === 'notice.first').length, 1);
    });

    test('updates that change places or come late are handled once, in the order they came', minute, async () => {
        const chat = 1201;
        await strict.standin.members.act({ chat, text: '二食堂', reorder: true });
        const later = strict.says(chat, { text: '现在好了', delay: 1500 });
        await strict.holds('the two before are here', () => wordsOf(strict, chat).length >= 1);
        await later;
        await strict.holds('the third is here', () => wordsOf(strict, chat).length === 2);
        assert.deepEqual(wordsOf(strict, chat), ['现在好了', '二食堂']);
        await strict.heardAllOnceInOrder(chat);
    });

    test('an update without our secret is refused and leaves nothing', minute, async () => {
        const chat = 1301;
        const forged = await strict.standin.members.act({ chat, text: '伪造的话', forge: true, wait: true });
        assert.deepEqual([forged.delivered, forged.status], [false, 401]);
        const known = () => strict.rows(`SELECT count(*) AS n FROM identities WHERE external_id = '${chat}'`)[0].n;
        assert.equal(known(), 0);
        assert.deepEqual(strict.rows("SELECT id FROM inbox WHERE text LIKE '%伪造%' OR CAST(raw AS TEXT) LIKE '%1301%'"), []);
        strict.standin.delivery.repeat(forged.update_id); // the same bytes, with the secret
        await strict.holds('the real one is taken', () => known() === 1);
        await strict.heardAllOnceInOrder(chat);
    });

    test('a changed message is kept beside the first one and starts nothing new', minute, async () => {
        const chat = 1401;
        await strict.says(chat, canteen);
        const before = strict.letters(chat).length;
        await strict.says(chat, { edit: '二食堂的菜老是凉的,汤也是' });
        const words = strict.words(chat);
        assert.deepEqual(words.map(({ kind, text }) => [kind, text]), [
            ['message', canteen],
            ['edited', '二食堂的菜老是凉的,汤也是'],
        ]);
        assert.ok(words[0].case_id > 0);
        assert.equal(words[1].case_id, words[0].case_id);
        assert.equal(strict.letters(chat).length, before, 'no letter more');
        await strict.heardAllOnceInOrder(chat);
    });

    test('a photo is fetched and kept without what the phone wrote into it, a voice note as it is', minute, async () => {
        const chat = 1501;
        const { photo, bare } = pictureWithPlace();
        await strict.says(chat, { photo: photo.toString('base64'), caption: '食堂的菜里有虫子' });
        await strict.holds('the photo is kept', () => strict.files(chat)[0]?.state === 'kept');
        assert.deepEqual(strict.media().map(String), [String(bare)]);
        const voice = Buffer.from(`OggS${'\0'.repeat(24)}a member speaks`);
        await strict.says(chat, { voice: voice.toString('base64') });
        await strict.holds('the voice note is kept', () => strict.files(chat)[1]?.state === 'kept');
        assert.deepEqual(strict.media().map(String).sort(), [bare, voice].map(String).sort());
        assert.deepEqual(strict.files(chat).map(({ kind, mime, bytes }) => [kind, mime, bytes]), [
            ['photo', 'image/jpeg', bare.length],
            ['voice', 'audio/ogg', voice.length],
        ]);
        await strict.heardAllOnceInOrder(chat);
    });

    test('a file over the limit, or of no kind we take, is refused while the message is kept', minute, async () => {
        const chat = 1601;
        const large = Buffer.alloc(20 * 1024 * 1024 + 1, 'x').toString('base64');
        await strict.says(chat, { document: large, caption: canteen });
        await strict.holds('the large one is given up', () => strict.files(chat)[0]?.state === 'failed');
        await strict.says(chat, { document: Buffer.from('MZ a program').toString('base64'), caption: '二食堂' });
        await strict.holds('the program is given up', () => strict.files(chat)[1]?.state === 'failed');
        assert.deepEqual(wordsOf(strict, chat), [canteen, '二食堂']);
        const letters = await strict.heardAllOnceInOrder(chat);
        assert.equal(letters[0].template, 'intake.held');
    });

    test('a letter longer than Telegram takes arrives in parts, each once', minute, async () => {
        const chat = 1701;
        await strict.says(chat, '食堂的菜老是凉的。'.repeat(400));
        await strict.hears(chat, 2);
        await strict.presses(chat, '1 同意');
        await strict.says(chat, '二食堂的汤也是凉的。'.repeat(60));
        await strict.says(chat, '导出');
        const letters = await strict.settled(chat);
        const long = letters.at(-1);
        assert.deepEqual([long.template, long.state], ['export.case', 'sent']);
        assert.ok(long.body.length > 4096);
        assert.equal(strict.heard(chat).length, letters.length + 1);
        assert.equal(strict.heard(chat).slice(-2).join(''), long.body.trim());
    });

    test('nothing is sent to a member who blocked the bot, until they write again', minute, async () => {
        const chat = 1801;
        await strict.says(chat, canteen);
        await strict.hears(chat, 2);
        strict.standin.members.chat(chat).blocked = true; // the letters are on their way already
        await strict.presses(chat, '1 同意');
        const states = async () => (await strict.settled(chat)).map(({ state }) => state);
        assert.deepEqual(await states(), ['sent', 'sent', 'unreachable', 'unreachable']);
        assert.equal(strict.rows('SELECT count(*) AS n FROM attempts WHERE outcome = \'unreachable\'')[0].n, 1, 'one try tells');
        await strict.says(chat, { block: true });
        await strict.says(chat, { unblock: true });
        await strict.hears(chat, 3);
        await strict.says(chat, '二食堂');
        await strict.hears(chat, 4);
        const sent = (await strict.settled(chat)).filter(({ state }) => state === 'sent');
        assert.deepEqual(strict.heard(chat), sent.map(({ body }) => body.trim()));
    });

    test('forty members who write at the same moment are all answered', minute, async () => {
        const chats = Array.from({ length: 40 }, (_, index) => 1901 + index);
        await Promise.all(chats.map((chat) => strict.says(chat, canteen)));
        await Promise.all(chats.map((chat) => strict.hears(chat, 2)));
        for (const chat of chats) assert.equal((await strict.heardAllOnceInOrder(chat)).length, 2);
    });

    test('a call that fails is made again, and order holds', minute, async () => {
        const rows = [
            { chat: 2001, failure: { status: 429, retry_after: 2 }, copies: 1, wait: 2000, because: 'asked to wait' },
            { chat: 2002, failure: { status: 500 }, copies: 1, wait: 1400, because: 'trouble at Telegram' },
            { chat: 2003, failure: { status: 503 }, copies: 1, wait: 1400, because: 'nobody there' },
            { chat: 2004, failure: { drop: 'before' }, copies: 1, wait: 1400, because: 'cut off before anything happened' },
            { chat: 2005, failure: { drop: 'after' }, copies: 2, wait: 1400, because: 'sent, but the receipt was lost' },
        ];
        for (const row of rows) {
            row.asked = Date.now();
            flaky.standin.api.failNext({ method: 'sendMessage', ...row.failure });
            await flaky.says(row.chat, canteen);
            await until('the failure happened', () => flaky.standin.api.failures.length === 0);
        }
        for (const { chat, copies, wait, asked, because } of rows) {
            const letters = await flaky.heardAllInOrder(chat);
            const sent = flaky.sent(chat);
            assert.equal(sent.filter(({ text }) => text === letters[0].body.trim()).length, copies, because);
            assert.equal(sent.length, letters.length + copies - 1, because);
            assert.ok(sent[copies - 1].at - asked >= wait, `${because}: again after ${sent[copies - 1].at - asked} ms`);
        }
    });

    test('letters that were still to be sent when the program was killed go out after the restart, in order', minute, async () => {
        const chats = Array.from({ length: 12 }, (_, index) => 3001 + index);
        for (const round of [1, 2]) {
            const before = mortal.sent().length;
            const written = chats.map((chat) => mortal.says(chat, `${canteen},第 ${round} 次说`));
            await until('some letters are out', () => mortal.sent().length > before + 3);
            await mortal.kill();
            written.push(...chats.slice(0, 3).map((chat) => mortal.says(chat, `停着的时候说的 ${round}`)));
            await mortal.start();
            await Promise.all(written);
        }
        for (const [index, chat] of chats.entries()) {
            const said = [1, 2].flatMap((round) => [`${canteen},第 ${round} 次说`, ...(index < 3 ? [`停着的时候说的 ${round}`] : [])]);
            assert.deepEqual(wordsOf(mortal, chat), said);
            const letters = await mortal.heardAllInOrder(chat);
            assert.ok(letters.length >= 3 && letters.every(({ state }) => state === 'sent'));
        }
    });

    test('a letter whose receipt is still awaited when the program is told to stop is not sent a second time', minute, async () => {
        const chat = 4001;
        const leaving = await openBranch({ scale: 0.2 });
        try {
            leaving.receiptDelay = 500;
            await leaving.says(chat, canteen);
            await leaving.hears(chat, 1);
            assert.equal(await leaving.kill('SIGTERM'), 0);
            await leaving.start();
            await leaving.heardAllOnceInOrder(chat);
        } finally {
            await leaving.close();
        }
    });
});

// The smallest thing that is built like a JPEG, and the same without where and with what it was taken.
function pictureWithPlace() {
    const segment = (marker, content) => {
        const bytes = Buffer.from(content, 'latin1');
        return Buffer.concat([Buffer.from([0xff, marker, (bytes.length + 2) >> 8, (bytes.length + 2) & 0xff]), bytes]);
    };
    const begin = Buffer.from([0xff, 0xd8]);
    const place = segment(0xe1, 'Exif\0\0MM\0*GPSLatitude 31.2 GPSLongitude 121.4 phone of a member');
    const rest = Buffer.concat([segment(0xe0, 'JFIF\0\x01\x02\0\0\x01\0\x01\0\0'), segment(0xdb, '\0'.repeat(65)),
        segment(0xc0, '\x08\0\x01\0\x01\x01\x01\x11\0'), segment(0xda, '\x01\x01\0\0?\0'), Buffer.from([0x2a, 0x55, 0xff, 0xd9])]);
    return { photo: Buffer.concat([begin, place, rest]), bare: Buffer.concat([begin, rest]) };
}
