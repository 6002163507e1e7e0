// What stands on the page before the first word: lines to begin with, and whom to call in danger.

export function openWelcome({ page, words, make, splitNumbers, begin }) {
    const starters = page.getElementById('starters');
    const danger = page.getElementById('danger');

    function starter(line) {
        const button = make('button', 'starter', line);
        button.type = 'button';
        button.addEventListener('click', () => begin(line));
        return button;
    }

    function piece({ text, call }) {
        if (!call) return text;
        const link = make('a', 'call', text);
        link.href = `tel:${call}`;
        return link;
    }

    function speak(said) {
        starters.replaceChildren(...said.starters.map(starter));
        danger.replaceChildren(...splitNumbers(said.welcomeDanger).map(piece));
    }

    speak(words);
    return { speak };
}
