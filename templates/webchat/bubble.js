// One message on the screen: its words, photos, time and delivery mark. Every word from outside enters as text,
// never as markup.

const long_text = { characters: 1200, lines: 28 };

export function make(tag, className, text) {
    const node = document.createElement(tag);
    if (className) node.className = className;
    if (text !== undefined) node.textContent = text;
    return node;
}

function pressable(className, label, pressed) {
    const button = make('button', className, label);
    button.type = 'button';
    button.addEventListener('click', pressed);
    return button;
}

// `act` is what a bubble's buttons do: retry(id), discard(id). `grown` is told when a photo took its room.
export function bubbleMaker({ words, splitNumbers, act, grown }) {
    let said = words;

    function speaker(mine, person) {
        if (mine) return said.youSaid;
        return person ? said.personSaid : said.theySaid;
    }

    function bubble({ mine, person, text, at, photos = [] }) {
        const node = make('div', `message ${mine ? 'mine' : 'theirs'}${person ? ' person' : ''}`);
        const body = make('div', 'bubble');
        body.append(make('span', 'unseen speaker', speaker(mine, person)));
        for (const source of photos) body.append(photograph(source));
        body.append(make('div', 'text'));
        node.append(body, underline(at));
        write(node, mine, text || '');
        body.addEventListener('click', (event) => {
            const busy = event.target.closest('a, button') || String(getSelection());
            if (!busy) node.classList.toggle('timed');
        });
        return node;
    }

    function underline(at) {
        const under = make('div', 'under');
        const time = make('time', 'time', clock(at));
        time.dateTime = new Date(at).toISOString();
        under.append(time, make('span', 'mark'));
        return under;
    }

    function clock(at) {
        return new Date(at).toLocaleTimeString(said.locale, { hour: '2-digit', minute: '2-digit' });
    }

    function photograph(source) {
        const link = make('a', 'photo');
        link.href = source;
        link.target = '_blank';
        link.rel = 'noopener';
        const picture = make('img');
        picture.alt = said.photo;
        picture.addEventListener('load', grown);
        picture.src = source;
        link.append(picture);
        return link;
    }

    // Own words are shown as they are; in letters, numbers can be called.
    function write(node, mine, text) {
        const place = node.querySelector('.text');
        if (place.dataset.length === String(text.length) && place.textContent === text) return;
        place.dataset.length = text.length;
        place.replaceChildren();
        place.hidden = !text;
        for (const piece of mine ? [{ text }] : splitNumbers(text)) {
            place.append(piece.call ? callLink(piece) : piece.text);
        }
        foldIfLong(node, place, text);
    }

    function callLink({ text, call }) {
        const link = make('a', 'call', text);
        link.href = `tel:${call}`;
        return link;
    }

    function foldIfLong(node, place, text) {
        node.querySelector('.unfold')?.remove();
        const long = text.length > long_text.characters || text.split('\n').length > long_text.lines;
        place.classList.toggle('folded', long);
        if (!long) return;
        const turn = (open) => {
            place.classList.toggle('folded', !open);
            unfold.setAttribute('aria-expanded', String(open));
            unfold.textContent = open ? said.fold : said.unfold;
            if (!open) node.scrollIntoView({ block: 'nearest' });
        };
        const unfold = pressable('unfold', said.unfold, () => turn(place.classList.contains('folded')));
        unfold.setAttribute('aria-expanded', 'false');
        place.addEventListener('focusin', () => turn(true)); // a link inside must not be focused unseen
        place.after(unfold);
    }

    function mark(node, state, why = '') {
        node.dataset.state = state;
        node.dataset.why = why;
        const place = node.querySelector('.mark');
        place.replaceChildren();
        const done = state === 'stored';
        if (done || state === 'sending') {
            place.append(sign('sign', done ? '✓' : '○'), make('span', 'sign-word', done ? said.stored : said.sending));
            return;
        }
        const id = node.dataset.client;
        const passing = state === 'waiting';
        place.append(sign('alarm', '!'), make('span', 'trouble', passing ? said.waiting : refusal(why)));
        place.append(pressable('small', passing ? said.sendNow : said.again, () => act.retry(id)));
        if (!passing) place.append(pressable('small', said.discard, () => act.discard(id)));
    }

    function sign(className, letter) {
        const node = make('span', className, letter);
        node.setAttribute('aria-hidden', 'true');
        return node;
    }

    function refusal(why) {
        if (why === 'too_long' || why === '413') return said.refusedTooLong;
        if (why === '401' || why === '403') return said.refusedExpired;
        return /photo|image|type|415/.test(why) ? said.refusedPhoto : said.refused;
    }

    function reword(node, mine, person) {
        node.querySelector('.speaker').textContent = speaker(mine, person);
        const time = node.querySelector('time');
        time.textContent = clock(time.dateTime);
        const unfold = node.querySelector('.unfold');
        if (unfold) unfold.textContent = unfold.getAttribute('aria-expanded') === 'true' ? said.fold : said.unfold;
        if (mine) mark(node, node.dataset.state, node.dataset.why);
    }

    return { bubble, write, mark, reword, speak: (other) => (said = other) };
}
