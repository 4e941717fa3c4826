import type { Page } from 'playwright-core';

/** Chooses an OpenAI-compatible endpoint, as a person does. */
export async function useEndpoint(page: Page, baseUrl: string): Promise<void> {
  await page.getByRole('button', { name: 'Offline rules (not an LLM)' }).click();
  const dialog = page.getByRole('dialog', { name: 'Who answers?' });
  await dialog.getByRole('radio', { name: 'Any OpenAI-compatible endpoint' }).check();
  await dialog.getByLabel('Base URL').fill(baseUrl);
  await dialog.getByLabel('Model', { exact: true }).fill('scripted');
  await dialog.getByRole('button', { name: 'Use this model' }).click();
}

/** Writes a message and sends it with Enter. */
export async function say(page: Page, text: string): Promise<void> {
  const composer = page.getByRole('textbox', { name: 'Message to the copilot' });
  await composer.fill(text);
  await composer.press('Enter');
}
