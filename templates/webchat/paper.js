// The conversation on the screen: bubbles in the order of their entries, day lines, and quick replies under the
// last letter that offers any; those of the letters just before it too, as long as they do not speak of numbers.

const oneAnswer = 10_000; // milliseconds; letters closer together answer the same message

function dayKey(at) {
    const day = new Date(at);
    return `${day.getFullYear()}-${day.getMonth() + 1}-${day.getDate()}`;
}

function dayName(at, words) {
    const day = new Date(at);
    const now = new Date();
    if (dayKey(day) === dayKey(now)) return words.today;
    if (dayKey(day) === dayKey(new Date(now.getFullYear(), now.getMonth(), now.getDate() - 1))) return words.yesterday;
    const parts = { month: 'long', day: 'numeric', weekday: 'long' };
    if (day.getFullYear() !== now.getFullYear()) parts.year = 'numeric';
    return day.toLocaleDateString(words.locale, parts);
}

// `list` holds the messages; `bubbles` makes them; `choose(choice)` is what a quick reply does.
export function openPaper({ list, words, bubbles, make, choose }) {
    const stored = []; // { entry, node }, ids growing
    const waiting = new Map(); // client id -> { item, node }
    const days = new Map(); // day -> its line
    const choicesBox = make('div', 'choices');
    let said = words;
    let offered = null; // the letter whose choices are open

    const has = (id) => stored.some(({ entry }) => entry.id === id);
    const firstWaiting = () => waiting.values().next().value?.node ?? null;

    // Puts a stored entry where its id belongs. A node already in the right place is not moved, because moving
    // makes screen readers read it again.
    function place(entry, node) {
        let at = stored.length;
        while (at > 0 && stored[at - 1].entry.id > entry.id) at -= 1;
        const before = stored[at]?.node ?? firstWaiting();
        stored.splice(at, 0, { entry, node });
        node.dataset.entry = entry.id;
        let follower = node.parentNode === list ? node.nextElementSibling : undefined;
        while (follower && !follower.classList.contains('message')) follower = follower.nextElementSibling;
        if (follower !== before) list.insertBefore(node, before);
    }

    // One walk over the conversation sets everything that depends on neighbours.
    function arrange() {
        let previous = null;
        let open = null;
        let lastStored = null;
        const daysSeen = new Set();
        const unsent = [...waiting.values()].map(({ item, node }) => ({ entry: { ...item, mine: true }, node }));
        for (const { entry, node } of [...stored, ...unsent]) {
            const newDay = !daysSeen.has(dayKey(entry.at));
            if (newDay) putDayLine(entry.at, node);
            daysSeen.add(dayKey(entry.at));
            node.classList.toggle('leads', newDay || previous?.mine !== entry.mine || previous?.person !== entry.person);
            node.classList.remove('latest');
            if (entry.mine) {
                bubbles.write(node, true, spoken(entry, open?.choices));
                open = null;
                if (node.dataset.state === 'stored') lastStored = node;
            } else if (entry.choices?.length) open = { node, at: entry.at, choices: [...entry.choices, ...still(open, entry)] };
            previous = entry;
        }
        lastStored?.classList.add('latest');
        dropDaysExcept(daysSeen);
        offer(open);
    }

    // What a letter just before offers beside the numbers of the newest one.
    function still(open, entry) {
        if (!open || entry.at - open.at > oneAnswer) return [];
        // "That is all" belongs to the letter it stands under.
        const over = ({ say }) => /^\d+$/.test(say) || say === '完' || say === 'done';
        return open.choices.filter((one) => !over(one) && !entry.choices.some(({ say }) => say === one.say));
    }

    // A pressed button sends a short word; the bubble shows what the button said, also after a reload.
    function spoken({ text = '', show }, choices) {
        const pressed = ({ say }) => say === text;
        return show ?? choices?.find(pressed)?.label ?? said.commands.find(pressed)?.label ?? text;
    }

    function putDayLine(at, node) {
        const key = dayKey(at);
        if (!days.has(key)) days.set(key, make('div', 'day'));
        const line = days.get(key);
        const name = dayName(at, said);
        if (line.textContent !== name) line.textContent = name;
        if (line.nextElementSibling !== node) list.insertBefore(line, node);
    }

    function dropDaysExcept(seen) {
        for (const [key, line] of days) {
            if (seen.has(key)) continue;
            line.remove();
            days.delete(key);
        }
    }

    function offer(open) {
        if (open?.node === offered) return;
        offered = open?.node ?? null;
        choicesBox.remove();
        if (!open) return;
        choicesBox.replaceChildren(...open.choices.map(choiceButton));
        open.node.append(choicesBox);
    }

    function choiceButton(choice) {
        const button = make('button', 'choice', choice.label);
        button.type = 'button';
        button.addEventListener('click', () => choose(choice));
        return button;
    }

    // The server has it: the waiting bubble becomes an entry and keeps its photo.
    function acknowledge(clientId, { id, at, text }) {
        const own = waiting.get(clientId);
        if (!own) return;
        waiting.delete(clientId);
        if (has(id)) {
            own.node.remove();
            return;
        }
        const { item, node } = own;
        bubbles.mark(node, 'stored');
        place({ id, mine: true, at: at ?? item.at, text: text || item.text, show: item.show }, node);
    }

    function addStored(entry) {
        if (has(entry.id)) return false;
        if (entry.client_id && waiting.has(entry.client_id)) {
            acknowledge(entry.client_id, entry);
            return false;
        }
        const node = bubbles.bubble(entry);
        if (entry.mine) bubbles.mark(node, 'stored');
        place(entry, node);
        return true;
    }

    return {
        // Returns the entries that are new to the paper.
        add(entries) {
            const fresh = entries.filter(addStored);
            arrange();
            return fresh;
        },
        addWaiting(item, photoUrl) {
            if (waiting.has(item.id)) return;
            const node = bubbles.bubble({ mine: true, text: item.text, at: item.at, photos: photoUrl ? [photoUrl] : [] });
            node.dataset.client = item.id;
            waiting.set(item.id, { item, node });
            bubbles.mark(node, item.refused ? 'refused' : 'sending', item.refused);
            list.append(node);
            arrange();
        },
        change(id, state, why) {
            const node = waiting.get(id)?.node;
            if (node && node.dataset.state !== state) bubbles.mark(node, state, why);
        },
        acknowledge(clientId, entry) {
            acknowledge(clientId, entry);
            arrange();
        },
        discard(id) {
            waiting.get(id)?.node.remove();
            waiting.delete(id);
            arrange();
        },
        speak(other) {
            said = other;
            bubbles.speak(other);
            for (const { entry, node } of stored) bubbles.reword(node, entry.mine, entry.person);
            for (const { node } of waiting.values()) bubbles.reword(node, true);
            dropDaysExcept(new Set());
            arrange();
        },
        oldest: () => stored[0]?.entry.id ?? 0,
        empty: () => stored.length === 0 && waiting.size === 0,
    };
}
