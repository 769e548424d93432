import { type Clock, guestError, newId } from '#kernel';
import type { Question, ServerEvent } from '#protocol';
import { Coalesce } from './coalesce.js';
import type { LineJudge } from './defence/line-judge.js';
import { isModerator, type Member } from './member.js';
import type { Members } from './members.js';
import type { QuestionRecord, QuestionState, QuestionsStore } from './ports/questions-store.js';
import type { Rules } from './rules.js';
import type { WriteBatch } from './write-batch.js';

export interface QuestionVote {
  questionId: string;
  voter: string;
}

export interface QuestionsOptions {
  showId: string;
  store: QuestionsStore;
  writeQuestion: WriteBatch<QuestionRecord>;
  writeVote: WriteBatch<QuestionVote>;
  rules: Rules;
  members: Members;
  judge: Pick<LineJudge, 'judgeQuestion'>;
  clock: Clock;
  /** A moment of the wall clock on the programme's; now, where none is named. */
  programmeMs(wallMs?: number): number;
  send(event: ServerEvent): void;
}

const FAN_OUT_MS = 300;
/** Sent to new arrivals: enough for any evening, and bounded. */
const SHOWN = 300;
const OPEN_LIMIT = 2_000;

interface Kept {
  record: QuestionRecord;
  voters: Set<string>;
}

/** Questions with votes. A voter has one vote a question and may take it back. */
export class Questions {
  readonly #options: QuestionsOptions;
  readonly #kept = new Map<string, Kept>();
  readonly #fanOut: Coalesce<{ id: string; wallMs: number }>;

  static async open(options: QuestionsOptions): Promise<Questions> {
    const [records, votes] = await Promise.all([
      options.store.list(options.showId),
      options.store.votesOf(options.showId),
    ]);
    const questions = new Questions(options);
    for (const record of records) questions.#kept.set(record.id, { record, voters: new Set() });
    for (const { questionId, voter } of votes) questions.#kept.get(questionId)?.voters.add(voter);
    return questions;
  }

  private constructor(options: QuestionsOptions) {
    this.#options = options;
    this.#fanOut = new Coalesce(
      options.clock,
      () => FAN_OUT_MS,
      (changes) => this.#tell(changes),
    );
  }

  /** Hidden ones only for moderators, who may show them again. */
  list(member: Member): Question[] {
    return [...this.#kept.values()]
      .filter(({ record }) => record.state !== 'hidden' || isModerator(member))
      .slice(-SHOWN)
      .map((kept) => this.#view(kept));
  }

  votedBy(voter: string): string[] {
    return [...this.#kept].filter(([, { voters }]) => voters.has(voter)).map(([id]) => id);
  }

  async ask(member: Member, text: string): Promise<string> {
    const { rules, members, clock, showId, writeQuestion, judge } = this.#options;
    rules.needQuestions();
    if (this.#kept.size >= OPEN_LIMIT)
      throw guestError('questions-off', 'There are enough questions for one show.', { status: 409 });
    const line = rules.readLine(text);
    await judge.judgeQuestion(member, line);
    const deviceHash = members.deviceOf(member.personId);
    const record: QuestionRecord = {
      id: newId('qst'),
      showId,
      author: { id: member.personId, name: member.name, role: member.role, deviceHash },
      text: line,
      state: 'open',
      votes: 0,
      createdAtMs: clock.wallMs(),
      answeredAtMs: null,
    };
    await writeQuestion.add(record);
    this.#kept.set(record.id, { record, voters: new Set() });
    this.#changed(record.id, record.createdAtMs);
    return record.id;
  }

  async vote(member: Member, questionId: string, isUp: boolean): Promise<void> {
    const { voters, record } = this.#get(questionId);
    if (record.state !== 'open')
      throw guestError('question-not-found', 'This question is closed.', { status: 409 });
    const voter = this.#options.members.voterOf(member);
    if (voters.has(voter) === isUp) return;
    if (isUp) await this.#up(questionId, voters, voter);
    else await this.#options.store.unvote(questionId, voter);
    if (!isUp) voters.delete(voter);
    this.#changed(questionId);
  }

  /** Counted at once, so that a second press meanwhile finds it; taken back when it was not stored. */
  async #up(questionId: string, voters: Set<string>, voter: string): Promise<void> {
    voters.add(voter);
    try {
      await this.#options.writeVote.add({ questionId, voter });
    } catch (error) {
      voters.delete(voter);
      throw error;
    }
  }

  authorOf(questionId: string): string | undefined {
    return this.#kept.get(questionId)?.record.author.id;
  }

  async setState(questionId: string, state: QuestionState): Promise<void> {
    const kept = this.#get(questionId);
    const nowMs = this.#options.clock.wallMs();
    await this.#options.store.setState(questionId, state, nowMs);
    kept.record = { ...kept.record, state, answeredAtMs: state === 'answered' ? nowMs : null };
    this.#changed(questionId, nowMs);
  }

  forgetAuthor(personId: string): void {
    const theirs = [...this.#kept.values()].filter(({ record }) => record.author.id === personId);
    if (theirs.length === 0) return;
    for (const { record } of theirs) this.#kept.delete(record.id);
    const questions = theirs.map((kept) => withoutHiddenText({ ...this.#view(kept), state: 'hidden' }));
    this.#options.send({ name: 'question.changed', data: { questions } });
  }

  close(): void {
    this.#fanOut.close();
  }

  #get(questionId: string): Kept {
    const kept = this.#kept.get(questionId);
    if (kept !== undefined) return kept;
    throw guestError('question-not-found', 'There is no such question.', { status: 404 });
  }

  #changed(id: string, wallMs = this.#options.clock.wallMs()): void {
    this.#fanOut.add({ id, wallMs });
  }

  /** At the moment of the newest of the changes: no change is sent before it was made. */
  #tell(changes: readonly { id: string; wallMs: number }[]): void {
    const ids = new Set(changes.map(({ id }) => id));
    const changed = [...ids].map((id) => this.#kept.get(id)).filter((kept) => kept !== undefined);
    const questions = changed.map((kept) => withoutHiddenText(this.#view(kept)));
    const programmeMs = this.#options.programmeMs(Math.max(...changes.map(({ wallMs }) => wallMs)));
    this.#options.send({ name: 'question.changed', data: { questions, programmeMs } });
  }

  #view({ record, voters }: Kept): Question {
    return {
      questionId: record.id,
      personId: record.author.id,
      name: record.author.name,
      text: record.text,
      votes: voters.size,
      state: record.state,
      atWallMs: record.createdAtMs,
      programmeMs: this.#options.programmeMs(record.createdAtMs),
    };
  }
}

/** Everybody learns that it is gone, nobody reads it again. */
const withoutHiddenText = (question: Question): Question =>
  question.state === 'hidden' ? { ...question, text: '', name: '…' } : question;
