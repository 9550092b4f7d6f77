import { element, pressable } from '../elements.ts';

/** A button that is on or off. */
export function toggle(
  label: string,
  title: string,
  on: boolean,
  changed: (on: boolean) => void,
): HTMLButtonElement {
  const made = pressable(label, 'link toggle', () => {
    setOn(made, !isOn(made));
    changed(isOn(made));
  });
  if (title !== label) describe(made, title);
  setOn(made, on);
  return made;
}

export function isOn(button: HTMLButtonElement): boolean {
  return button.getAttribute('aria-pressed') === 'true';
}

export function setOn(button: HTMLButtonElement, on: boolean): void {
  button.setAttribute('aria-pressed', String(on));
}

/** A button whose label is a sign: its title says what it does. */
export function sign(label: string, title: string, pressed: () => void): HTMLButtonElement {
  return describe(pressable(label, 'link sign', pressed), title);
}

export function describe<E extends HTMLElement>(made: E, title: string): E {
  made.title = title;
  made.setAttribute('aria-label', title);
  return made;
}

/** A list of choices; `changed` hears of the one that was taken. */
export function choice<V extends string | number>(
  title: string,
  choices: readonly (readonly [label: string, value: V])[],
  chosen: V,
  changed: (value: V) => void,
): HTMLSelectElement {
  const select = describe(element('select'), title);
  for (const [label, value] of choices) {
    const option = element('option', '', label);
    option.value = String(value);
    option.selected = value === chosen;
    select.append(option);
  }
  select.addEventListener('change', () => {
    const taken = choices[select.selectedIndex];
    if (taken) changed(taken[1]);
  });
  return select;
}

/** A field to type into. Escape empties it; in an empty one it goes further. */
export function field(title: string, value: string, changed: (value: string) => void): HTMLInputElement {
  const input = element('input');
  input.type = 'search';
  input.value = value;
  input.placeholder = title;
  input.setAttribute('aria-label', title);
  input.spellcheck = false;
  input.addEventListener('input', () => changed(input.value));
  input.addEventListener('keydown', (event) => {
    if (event.key !== 'Escape' || input.value === '') return;
    event.stopPropagation();
    event.preventDefault();
    input.value = '';
    changed('');
  });
  return input;
}
