/** A refusal of the HTTP API: `code` is stable, `message` is a sentence for a person. */
export class ApiFailure extends Error {
  readonly code: string;
  readonly status: number;

  constructor(code: string, message: string, status: number) {
    super(message);
    this.name = 'ApiFailure';
    this.code = code;
    this.status = status;
  }

  static async from(response: Response): Promise<ApiFailure> {
    const problem = await response.json().catch(() => ({}));
    const text = (value: unknown) => (typeof value === 'string' && value !== '' ? value : undefined);
    return new ApiFailure(
      text(problem.code) ?? `http-${response.status}`,
      text(problem.detail) ?? text(problem.message) ?? text(problem.title) ?? response.statusText,
      response.status,
    );
  }

  static offline(): ApiFailure {
    return new ApiFailure('offline', 'The server cannot be reached. Check your connection.', 0);
  }
}
