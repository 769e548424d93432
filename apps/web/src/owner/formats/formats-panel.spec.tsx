/** @jest-environment jsdom */
import { afterEach, describe, expect, jest, test } from '@jest/globals';
import { ApiFailure, type ProgrammePrice, type Show } from '#client';
import { aShow } from '../../../testing/a-show.js';
import { renderInPage } from '../../../testing/render.js';
import { api } from '../../ui/api.js';
import { FormatsPanel } from './formats-panel.js';

const landscape = {
  shape: '16:9',
  shortSidePx: 720,
  frameRate: 30,
  preset: 'veryfast',
  layout: null,
} as const;
const portrait = { ...landscape, shape: '9:16' } as const;

/** Half a core for each format. */
async function open(show: Partial<Show> = {}, { freeCores = 1.5, mostCores = 1.6 } = {}) {
  const price = jest.spyOn(api, 'priceOf').mockImplementation(
    async (formats): Promise<ProgrammePrice> => ({
      neededCores: 0.5 * (formats?.length ?? 1),
      freeCores,
      mostCores,
    }),
  );
  const onChanged = jest.fn();
  const page = await renderInPage(<FormatsPanel show={aShow(show)} onChanged={onChanged} />);
  return { price, onChanged, ...page };
}

afterEach(() => {
  jest.restoreAllMocks();
  document.body.replaceChildren();
});

describe('the price', () => {
  test('of the formats of the site is there before anything is chosen, and nothing is there to save', async () => {
    const { screen } = await open();
    expect(await screen.findByText('Needs 0.5 of 1.6 cores; 1.5 are free now.')).toBeDefined();
    expect(screen.queryByRole('button', { name: 'Save formats' })).toBeNull();
  });

  test('of a shape stands beside it before it is chosen, and in the total after', async () => {
    const { user, screen } = await open({ formats: [landscape] });
    expect(await screen.findAllByText('+0.5 cores')).toHaveLength(2);
    await user.click(screen.getByRole('checkbox', { name: 'Portrait 9:16' }));
    expect(await screen.findByText('Needs 1 of 1.6 cores; 1.5 are free now.')).toBeDefined();
    expect(screen.getAllByText('0.5 cores')).toHaveLength(2);
    expect(screen.getAllByText('+0.5 cores')).toHaveLength(1);
  });

  test('that is more than is free now is said, and can be saved for later', async () => {
    const { screen, user } = await open({ formats: [landscape] }, { freeCores: 0.6 });
    await user.click(screen.getByRole('checkbox', { name: 'Portrait 9:16' }));
    expect(await screen.findByText('Not enough cores free now')).toBeDefined();
    expect((screen.getByRole('button', { name: 'Save formats' }) as HTMLButtonElement).disabled).toBe(false);
  });

  test('that this server can never carry cannot be saved, and the page says what to do', async () => {
    const { screen, user } = await open({ formats: [landscape] }, { freeCores: 0.6, mostCores: 0.8 });
    await user.click(screen.getByRole('checkbox', { name: 'Portrait 9:16' }));
    expect((await screen.findByRole('alert')).textContent).toContain('Choose fewer or smaller formats');
    expect((screen.getByRole('button', { name: 'Save formats' }) as HTMLButtonElement).disabled).toBe(true);
  });

  test('that could not be calculated is said', async () => {
    jest.spyOn(api, 'priceOf').mockRejectedValue(ApiFailure.offline());
    const { screen } = await renderInPage(<FormatsPanel show={aShow()} onChanged={() => undefined} />);
    expect((await screen.findByRole('alert')).textContent).toContain('The price could not be calculated.');
  });
});

describe('the choice', () => {
  test('is saved on the show as it is now', async () => {
    const now = aShow({ version: 4 });
    jest.spyOn(api, 'show').mockResolvedValue(now);
    const after = aShow({ version: 5, formats: [landscape, portrait] });
    const change = jest.spyOn(api, 'changeShow').mockResolvedValue(after);
    const { onChanged, user, screen } = await open();
    await user.selectOptions(screen.getByLabelText('Formats of this show'), 'own');
    screen.getByRole('checkbox', { name: 'Portrait 9:16' }).focus();
    await user.keyboard(' ');
    await user.click(screen.getByRole('button', { name: 'Save formats' }));
    expect(change).toHaveBeenCalledWith(now, { formats: [landscape, portrait] }, undefined);
    expect(onChanged).toHaveBeenCalledWith(after);
    expect(screen.queryByRole('button', { name: 'Save formats' })).toBeNull();
  });

  test('keeps one format at least, and can be undone', async () => {
    const { user, screen } = await open({ formats: [landscape, portrait] });
    await user.click(screen.getByRole('checkbox', { name: 'Landscape 16:9' }));
    const last = screen.getByRole('checkbox', { name: 'Portrait 9:16' }) as HTMLInputElement;
    expect(last.disabled).toBe(true);
    await user.click(screen.getByRole('button', { name: 'Undo changes' }));
    expect((screen.getByLabelText('Main format') as HTMLSelectElement).value).toBe('16:9');
  });

  test('has sizes in pixels of each shape', async () => {
    const { screen } = await open({ formats: [{ ...portrait, shortSidePx: 640 }] });
    const size = screen.getByLabelText('Size') as HTMLSelectElement;
    expect([...size.options].map(({ text }) => text)).toEqual([
      '1080 × 1920',
      '720 × 1280',
      '640 × 1138',
      '540 × 960',
      '480 × 854',
      '360 × 640',
    ]);
    expect(size.value).toBe('640');
  });

  test('stays as it is while the show is live', async () => {
    const { screen } = await open({ state: 'live', formats: [landscape] });
    expect(screen.getByText('Formats cannot be changed while the show is live.')).toBeDefined();
    expect(screen.getByRole('checkbox', { name: 'Landscape 16:9' }).matches(':disabled')).toBe(true);
  });

  test('is not there when the show is over', async () => {
    const { price, screen } = await open({ state: 'ended' });
    expect(screen.queryByLabelText('Formats of this show')).toBeNull();
    expect(price).not.toHaveBeenCalled();
  });
});
