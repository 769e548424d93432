export function playbackSecretOf(dataDir: string): Promise<string>;
