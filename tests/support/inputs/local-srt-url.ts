/** The server under test listens on 127.0.0.1, and SRT does not try the other addresses of a name. */
export const localSrtUrl = (srtUrl: string): string => srtUrl.replace('//localhost:', '//127.0.0.1:');
