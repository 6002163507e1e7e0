// The page's line to the server: sending, history, and the stream of new entries with its reconnecting.

// A stream may be held back on the way without any sign of it.
const doubt_ms = 60_000;
const patience_ms = { words: 20_000, photo: 90_000 };

async function ask(url, options, limit) {
    const stop = new AbortController();
    const timer = setTimeout(() => stop.abort(), limit);
    try {
        const response = await fetch(url, { credentials: 'same-origin', cache: 'no-store', ...options, signal: stop.signal });
        // The body is read under the same limit: a proxy may send the head and then fall silent.
        const body = await response.json().catch(() => null);
        return { status: response.status, body, after: retryAfter(response.headers.get('Retry-After')) };
    } catch {
        return { status: 0, body: null, after: 0 };
    } finally {
        clearTimeout(timer);
    }
}

function retryAfter(header) {
    const seconds = Number(header);
    return Number.isFinite(seconds) && seconds > 0 ? Math.min(seconds, 300) * 1000 : 0;
}

// Only an answer that names the entry counts as stored. Everything that may pass is tried again.
function readAnswer({ status, body, after }) {
    if (status === 200 && Number.isFinite(body?.entry)) return { kind: 'stored', entry: body.entry, at: body.at };
    const refused = status >= 400 && status < 500 && ![408, 425, 429].includes(status);
    if (refused) return { kind: 'refused', why: body?.error || String(status) };
    return { kind: 'later', after };
}

export async function postMessage(item) {
    const body = { id: item.id, text: item.text, lang: item.lang };
    if (item.button) body.button = true;
    const headers = { 'Content-Type': 'application/json' };
    return readAnswer(await ask('/chat/messages', { method: 'POST', headers, body: JSON.stringify(body) }, patience_ms.words));
}

export async function postPhoto(item, blob) {
    const url = `/chat/photos?id=${encodeURIComponent(item.id)}&name=photo.jpg`;
    const headers = { 'Content-Type': blob.type };
    return readAnswer(await ask(url, { method: 'POST', headers, body: blob }, patience_ms.photo));
}

// Null when the page of history could not be had.
export async function readHistory(before) {
    const url = `/chat/history?limit=50${before ? `&before=${before}` : ''}`;
    const { status, body } = await ask(url, {}, patience_ms.words);
    return status === 200 && Array.isArray(body?.entries) ? body : null;
}

// Keeps the stream of entries open. After every break the history is asked first, so that a proxy which lets no
// stream through still leaves a working, only slower, page. Without EventSource the history alone is asked.
export function openStream({ heardUpTo, heard, catchUp, Stream = globalThis.EventSource }) {
    let source = null;
    let timer = 0;
    let breaks = 0;
    let stopped = true;

    const later = (milliseconds) => {
        clearTimeout(timer);
        if (!stopped) timer = setTimeout(resume, milliseconds);
    };

    async function resume() {
        const reached = await catchUp();
        if (stopped) return;
        if (Stream && reached) open();
        else later(Stream ? pauseAfter(++breaks) : document.hidden ? 30_000 : 4_000);
    }

    function open() {
        source?.close();
        const mine = (source = new Stream(`/chat/events?after=${heardUpTo()}`));
        mine.onopen = () => (breaks = 0);
        mine.addEventListener('entry', (event) => {
            const entry = readEntry(event.data);
            if (entry) heard(entry);
        });
        mine.onerror = () => {
            mine.close();
            if (mine === source) later(pauseAfter(++breaks));
        };
    }

    setInterval(() => !stopped && !document.hidden && catchUp(), doubt_ms);
    return {
        start() {
            stopped = false;
            breaks = 0;
            clearTimeout(timer);
            resume();
        },
        stop() {
            stopped = true;
            clearTimeout(timer);
            source?.close();
            source = null;
        },
    };
}

function pauseAfter(breaks) {
    return Math.min(30_000, 500 * 2 ** Math.min(breaks, 6)) * (0.6 + Math.random() * 0.4);
}

function readEntry(data) {
    try {
        const entry = JSON.parse(data);
        return Number.isFinite(entry.id) ? entry : null;
    } catch {
        return null;
    }
}
