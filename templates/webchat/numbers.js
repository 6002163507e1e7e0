// Finds the telephone numbers in a letter, so that a thumb can call them. Money, dates and case numbers stay text.

const hotlines = [
    '110', '119', '120', '122', '12320', '12329', '12333', '12338', '12345', '12348', '12350', '12351', '12355',
    '12356', '12366', '12393',
];

const shapes = [
    `(?:0\\d{2,3}-)?(?:${hotlines.join('|')})`,
    '(?:\\+86[- ]?)?1[3-9]\\d-?\\d{4}-?\\d{4}',
    '0\\d{2,3}[- ]?\\d{7,8}',
    '[48]00[- ]?\\d{3}[- ]?\\d{4}',
];

// What turns a number into a sum or a span of time: "110 元", "120 天".
const units = '元|块|万|千|天|日|人|名|个|小时|分|年|月|号|岁|斤|公里|米|条|次|yuan|RMB|days|hours|people';

// Not inside a longer number, a case number or a sum.
const candidate = new RegExp(`(^|[^\\w.#¥$+-])(${shapes.join('|')})(?![\\w%]|[.-]\\d)(?!\\s*(?:${units}))`, 'g');

// Returns pieces in order: { text } or { text, call } where `call` is what to dial.
export function splitNumbers(text) {
    const pieces = [];
    let done = 0;
    for (const match of text.matchAll(candidate)) {
        const start = match.index + match[1].length;
        if (start > done) pieces.push({ text: text.slice(done, start) });
        pieces.push({ text: match[2], call: match[2].replace(/[^\d+]/g, '') });
        done = start + match[2].length;
    }
    if (done < text.length) pieces.push({ text: text.slice(done) });
    return pieces;
}
