// What a member does and sees on the chat page, in the words of a walk.
import assert from 'node:assert/strict';

export async function say(page, text) {
    await page.fill('#draft', text);
    await page.click('#send');
}

// Letters of the bot, oldest first.
export function letters(page) {
    return page.locator('.message.theirs .text').allTextContents();
}

export function ownMessages(page) {
    return page.locator('.message.mine .text').allTextContents();
}

export async function allStored(page) {
    await page.waitForFunction(() => {
        const own = [...document.querySelectorAll('.message.mine')];
        return own.length > 0 && own.every((node) => node.dataset.state === 'stored');
    });
}

// Waits until the bot has written `more` letters beyond the `before` already there, and is quiet again.
export async function answered(page, before, more = 1) {
    await page.waitForFunction((wanted) => document.querySelectorAll('.message.theirs').length >= wanted, before + more);
    let count = 0;
    for (let seen = -1; seen !== count; ) {
        seen = count;
        await page.waitForTimeout(250);
        count = await page.locator('.message.theirs').count();
    }
    return (await letters(page)).slice(before);
}

export async function sayAndHear(page, text) {
    const before = await page.locator('.message.theirs').count();
    await say(page, text);
    return answered(page, before);
}

// The whole conversation as the server has it.
export function history(page) {
    return page.evaluate(async () => {
        const all = [];
        for (let before = '', more = true; more; ) {
            const answer = await (await fetch(`/chat/history?limit=50${before}`)).json();
            all.unshift(...answer.entries);
            more = answer.more && answer.entries.length > 0;
            before = `&before=${all[0]?.id}`;
        }
        return all;
    });
}

// Each text is stored once, and in this order.
export async function storedOnceInOrder(page, texts) {
    const own = (await history(page)).filter(({ mine }) => mine).map(({ text }) => text);
    assert.deepEqual(own.filter((text) => texts.includes(text)), texts);
}

// WCAG contrast of the words in an element against what lies behind them.
export function contrast(page, selector) {
    return page.locator(selector).first().evaluate((node) => {
        const channels = (color) => color.match(/[\d.]+/g).map(Number);
        let behind = node;
        while (behind && (channels(getComputedStyle(behind).backgroundColor)[3] ?? 1) === 0) behind = behind.parentElement;
        const light = (color) => {
            const [r, g, b] = channels(color).map((part) => part / 255)
                .map((part) => (part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4));
            return 0.2126 * r + 0.7152 * g + 0.0722 * b;
        };
        const [one, other] = [getComputedStyle(node).color, getComputedStyle(behind).backgroundColor].map(light);
        return (Math.max(one, other) + 0.05) / (Math.min(one, other) + 0.05);
    });
}

export function fitsWidth(page) {
    return page.evaluate(() => document.documentElement.scrollWidth <= document.documentElement.clientWidth
        && document.getElementById('scroll').scrollWidth <= document.getElementById('scroll').clientWidth);
}
