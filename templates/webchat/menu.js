// The sheet behind the three dots: words that always work, and how the page looks.

export function openMenu({ page, make, keep, words, say, switchLanguage, resized }) {
    const sheet = page.getElementById('menu');
    const commands = page.getElementById('commands');
    const large = page.getElementById('large');
    const times = page.getElementById('times');

    function speak(said) {
        commands.replaceChildren(
            ...said.commands.map((command) => {
                const button = make('button', command.grave ? 'command grave' : 'command');
                button.type = 'button';
                button.append(make('strong', '', command.label), make('span', '', command.hint));
                button.addEventListener('click', () => {
                    sheet.close();
                    say(command.say, command.label);
                });
                return button;
            }),
        );
    }

    function bindSwitch(button, key, target, className) {
        const turn = (on) => {
            target.classList.toggle(className, on);
            button.setAttribute('aria-pressed', String(on));
            resized();
        };
        button.addEventListener('click', () => {
            const on = button.getAttribute('aria-pressed') !== 'true';
            keep.set(key, on ? '1' : '0');
            turn(on);
        });
        turn(keep.get(key) === '1');
    }

    page.getElementById('menu-button').addEventListener('click', () => sheet.showModal());
    page.getElementById('language').addEventListener('click', () => {
        sheet.close();
        switchLanguage();
    });
    bindSwitch(large, 'large', page.documentElement, 'large');
    bindSwitch(times, 'times', page.getElementById('list'), 'all-times');
    speak(words);
    return { speak };
}

// Every sheet closes by its own button, by Escape (the browser does that) and by a press beside it.
export function closeSheets(page) {
    for (const sheet of page.querySelectorAll('dialog')) {
        sheet.addEventListener('click', (event) => {
            if (event.target === sheet || event.target.closest('[data-close]')) sheet.close();
        });
    }
}
