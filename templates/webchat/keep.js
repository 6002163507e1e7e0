// What the page keeps on the phone: messages not yet stored by the server, the draft, and a few switches.
// One storage key a message, so that two open tabs never overwrite each other's list.

const prefix = 'niangjia.';

// Storage that never throws: private windows and full phones fall back to memory. `set` says whether it was kept.
export function openKeep(storage) {
    const memory = new Map();
    const attempt = (action, otherwise) => {
        try {
            return action();
        } catch {
            return otherwise;
        }
    };
    return {
        get: (key) => memory.get(key) ?? attempt(() => storage.getItem(prefix + key), null),
        set(key, value) {
            const kept = attempt(() => (storage.setItem(prefix + key, value), true), false);
            if (kept) memory.delete(key);
            else memory.set(key, value);
            return kept;
        },
        remove(key) {
            memory.delete(key);
            attempt(() => storage.removeItem(prefix + key));
        },
        keys(start) {
            const stored = attempt(() => Object.keys(storage).filter((key) => key.startsWith(prefix)), []);
            const names = new Set([...stored.map((key) => key.slice(prefix.length)), ...memory.keys()]);
            return [...names].filter((name) => name.startsWith(start)).sort();
        },
    };
}

// Ids grow with time even when two messages fall into one millisecond or the phone's clock steps back, because
// the order of ids is the order of sending.
export function makeIds(now, random, newest = '') {
    let last = parseInt(newest.split('-')[0], 36) || 0;
    return () => {
        last = Math.max(now(), last + 1);
        const tail = Array.from(random(8), (byte) => (byte % 36).toString(36)).join('');
        return `${last.toString(36)}-${tail}`;
    };
}
