export interface InputPorts {
  rtmp: number;
  rtmps: number;
  srt: number;
}

const WELL_KNOWN: InputPorts = { rtmp: 1935, rtmps: 1936, srt: 9710 };

/** Where encoders send to. The key is part of no path that is logged: RTMP says it apart, SRT in its stream id. */
export class InputUrls {
  readonly #base: string;
  readonly #host: string;
  readonly #ports: InputPorts;

  constructor(publicUrl: string, ports: InputPorts = WELL_KNOWN) {
    this.#base = publicUrl;
    this.#host = new URL(publicUrl).hostname;
    this.#ports = ports;
  }

  whip(inputId: string): string {
    return `${this.#base}/whip/${inputId}`;
  }

  get rtmp(): string {
    return `rtmp://${this.#host}${portOf(this.#ports.rtmp, WELL_KNOWN.rtmp)}/live`;
  }

  /** Empty where RTMPS is switched off. */
  get rtmps(): string {
    if (this.#ports.rtmps === 0) return '';
    return `rtmps://${this.#host}:${this.#ports.rtmps}/live`;
  }

  /** Empty where SRT is switched off. */
  srt(key: string, passphrase: string): string {
    if (this.#ports.srt === 0) return '';
    return `srt://${this.#host}:${this.#ports.srt}?streamid=${key}&passphrase=${passphrase}`;
  }
}

const portOf = (port: number, wellKnown: number): string => (port === wellKnown ? '' : `:${port}`);
