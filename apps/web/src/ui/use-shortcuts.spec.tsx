/** @jest-environment jsdom */
import { afterEach, expect, test } from '@jest/globals';
import { act, fireEvent } from '@testing-library/react';
import { renderInPage } from '../../testing/render.js';
import { Tabs } from './tabs.js';
import { useShortcuts } from './use-shortcuts.js';

const KEYS = ['m', 't', '1', 'shift+1', ' ', 'arrowright', 'pagedown'];
let worked: string[];

function Page() {
  useShortcuts(Object.fromEntries(KEYS.map((key) => [key, () => worked.push(key)])));
  return (
    <>
      <button type="button">Press</button>
      <input aria-label="Text" />
      <textarea aria-label="Lines" />
      <select aria-label="Choice" />
      <input type="range" aria-label="Slider" />
      <input type="checkbox" aria-label="Check" />
      <Tabs
        label="Panels"
        tabs={['Scenes', 'Media', 'Health'].map((label) => ({ id: label, label, content: label }))}
      />
    </>
  );
}

interface Press {
  key: string;
  code?: string;
  shiftKey?: boolean;
  ctrlKey?: boolean;
  repeat?: boolean;
}

async function open() {
  worked = [];
  const { screen } = await renderInPage(<Page />);
  const find = (name: string) =>
    screen.queryByRole('tab', { name }) ?? screen.queryByLabelText(name) ?? screen.getByText(name);
  const press = async (name: string | undefined, pressed: Press) => {
    const element = name === undefined ? document.body : find(name);
    await act(async () => element.focus());
    // False where something acted on the key.
    const isFree = await act(async () => fireEvent.keyDown(element, pressed));
    return { worked: worked.splice(0), isFree };
  };
  return { screen, press };
}

const nothing = { worked: [], isFree: true };
const works = (key: string) => ({ worked: [key], isFree: false });

afterEach(() => document.body.replaceChildren());

test('a key works wherever nothing is typed', async () => {
  const { press } = await open();
  expect(await press(undefined, { key: 'm', code: 'KeyM' })).toEqual(works('m'));
  for (const name of ['Press', 'Slider', 'Check', 'Media'])
    expect([name, await press(name, { key: 't', code: 'KeyT' })]).toEqual([name, works('t')]);
  for (const name of ['Text', 'Lines', 'Choice'])
    expect([name, await press(name, { key: 't', code: 'KeyT' })]).toEqual([name, nothing]);
});

test('what is focused keeps the keys that move or press it', async () => {
  const { press } = await open();
  for (const name of ['Slider', 'Check', 'Press'])
    expect([name, await press(name, { key: ' ', code: 'Space' })]).toEqual([name, nothing]);
  expect(await press('Slider', { key: 'ArrowRight' })).toEqual(nothing);
  expect(await press('Press', { key: 'ArrowRight' })).toEqual(works('arrowright'));
});

test('a page key of a remote works on a slider, and does not choose the last tab', async () => {
  const { press, screen } = await open();
  expect(await press('Slider', { key: 'PageDown' })).toEqual(works('pagedown'));
  expect(await press('Media', { key: 'PageDown' })).toEqual(works('pagedown'));
  expect(screen.getByRole('tab', { selected: true }).textContent).toBe('Media');
  expect(await press('Lines', { key: 'PageDown' })).toEqual(nothing);
});

test('a letter of another alphabet is the key of its place', async () => {
  const { press } = await open();
  expect(await press(undefined, { key: 'ㅡ', code: 'KeyM' })).toEqual(works('m'));
  expect(await press(undefined, { key: 'Process', code: 'KeyT' })).toEqual(works('t'));
  // On a keyboard with other places of the Latin letters the sign counts.
  expect(await press(undefined, { key: 'm', code: 'Semicolon' })).toEqual(works('m'));
  expect(await press(undefined, { key: ',', code: 'KeyM' })).toEqual(nothing);
});

test('with the shift key a digit is named by its place', async () => {
  const { press } = await open();
  expect(await press(undefined, { key: '!', code: 'Digit1', shiftKey: true })).toEqual(works('shift+1'));
  expect(await press(undefined, { key: '1', code: 'Digit1' })).toEqual(works('1'));
});

test('nothing is done with a modifier held, again and again, or under a dialog', async () => {
  const { press } = await open();
  expect(await press(undefined, { key: 'm', ctrlKey: true })).toEqual(nothing);
  expect(await press(undefined, { key: 'm', repeat: true })).toEqual(nothing);
  const dialog = document.body.appendChild(document.createElement('div'));
  dialog.setAttribute('role', 'dialog');
  for (const key of ['m', 'PageDown']) expect(await press(undefined, { key })).toEqual(nothing);
});
