// Sends what the member wrote, in order, until the server has it for certain. A message leaves the phone's keep
// only when the server named its entry, and every try carries the same id, so nothing is lost or doubled.

const slowest_ms = 60_000;

// `post(item, photo)` answers { kind: 'stored', entry, at } | { kind: 'refused', why } | { kind: 'later', after }.
// `told(item, state, answer)` hears every change: waiting, sending, stored, refused.
export function openOutbox({ keep, nextId, post, told, random = Math.random }) {
    let running = false;
    let tries = 0;
    let wake = null;

    const read = (key) => {
        try {
            return JSON.parse(keep.get(key));
        } catch {
            return null;
        }
    };
    const items = () => keep.keys('out.').map(read).filter((item) => item && item.id);
    const write = (item) => keep.set(`out.${item.id}`, JSON.stringify(item));
    const forget = (id) => {
        keep.remove(`out.${id}`);
        keep.remove(`photo.${id}`);
    };

    function pause(after) {
        const backoff = Math.min(slowest_ms, 1000 * 2 ** Math.min(tries, 6));
        const spread = backoff * (0.5 + random() / 2);
        return new Promise((resolve) => {
            const timer = setTimeout(resolve, Math.max(spread, after || 0));
            wake = () => {
                tries = 0;
                clearTimeout(timer);
                resolve();
            };
        });
    }

    async function sendFirst(item) {
        if (tries === 0) told(item, 'sending');
        const answer = await post(item, item.photo ? keep.get(`photo.${item.id}`) : null);
        if (!keep.get(`out.${item.id}`)) return; // seen in the stream meanwhile, or discarded
        if (answer.kind === 'later') {
            tries += 1;
            told(item, 'waiting', answer);
            await pause(answer.after);
            return;
        }
        tries = 0;
        if (answer.kind === 'stored') forget(item.id);
        else write({ ...item, refused: answer.why });
        told(item, answer.kind, answer);
    }

    async function flush() {
        if (running) {
            wake?.();
            return;
        }
        running = true;
        try {
            for (let next; (next = items().find((item) => !item.refused)); ) await sendFirst(next);
        } finally {
            running = false;
        }
    }

    return {
        items,
        flush,
        // Returns the item and whether it will survive closing the page.
        add(words, photo) {
            const item = { ...words, id: nextId(), at: Date.now() };
            const photoKept = photo ? keep.set(`photo.${item.id}`, photo) : true;
            return { item, kept: write(item) && photoKept };
        },
        photoOf: (id) => keep.get(`photo.${id}`),
        retry(id) {
            const item = read(`out.${id}`);
            if (item) write({ ...item, refused: undefined });
            flush();
        },
        // The entry came back in the stream or the history, or the member gave the message up.
        settle: forget,
    };
}
