// Made by infra/api/generate-client.mjs from the OpenAPI document. Do not edit.

export type Heartbeat = { playedMs: number; playing: boolean; };
export type BanWish = { personId: string; reason?: string | undefined; };
export type RetentionWish = { chat: number | null; audit: number; visits: number; webhookLog: number; };
export type Erasure = { personId: string; };
export type Token = { token: string; };
export type SetUpWish = { token: string; name: string; email: string; password: string; siteName?: string | undefined; };
export type SignIn = { email: string; password: string; };
export type MeChange = { name?: string | undefined; email?: string | undefined; newPassword?: string | undefined; currentPassword?: string | undefined; };
export type RoleChange = { role: "owner" | "host"; };
export type ApiKeyWish = { name: string; };
export type SiteInvitationWish = { name?: string | undefined; maxUses?: number | undefined; lifetimeSeconds?: number | undefined; };
export type ShowInvitationWish = { role: "co-host" | "moderator" | "guest" | "viewer"; name?: string | undefined; maxUses?: number | undefined; lifetimeSeconds?: number | undefined; };
export type Arrival = { token: string; name: string; email?: string | undefined; password?: string | undefined; };
export type ShowWish = { title: string; description?: string | undefined; posterUrl?: string | string | null | undefined; visibility?: "public" | "unlisted" | "private" | undefined; profile?: "low" | "ultra" | "standard" | undefined; layout?: "auto" | "solo" | "side-by-side" | "grid" | "spotlight" | "screen-strip" | "picture-in-picture" | undefined; formats?: ({ shape: "16:9" | "9:16" | "1:1"; codec?: "h264" | "av1" | undefined; shortSidePx?: number | undefined; frameRate?: number | undefined; preset?: "ultrafast" | "superfast" | "veryfast" | "faster" | "fast" | "medium" | undefined; ladder?: ({ shortSidePx: number; bitrateBps: number; })[] | undefined; layout?: "auto" | "solo" | "side-by-side" | "grid" | "spotlight" | "screen-strip" | "picture-in-picture" | null | undefined; passthrough?: boolean | undefined; burnedCaptions?: string | null | undefined; })[] | null | undefined; resilience?: "none" | "standby" | undefined; captions?: (string)[] | undefined; limits?: { maxOnStage?: number | undefined; maxViewers?: number | undefined; maxMinutes?: number | undefined; maxFrontRow?: number | undefined; } | undefined; recording?: { isOn?: boolean | undefined; replay?: boolean | undefined; viewerClips?: boolean | undefined; tracks?: boolean | undefined; } | undefined; brand?: { colour?: string | null | undefined; font?: "sans" | "serif" | "round" | "poster" | undefined; language?: "en" | "ko" | undefined; logo?: { assetId: string; corner: "top-left" | "top-right" | "bottom-left" | "bottom-right"; } | null | undefined; background?: string | null | undefined; frame?: string | null | undefined; intro?: string | null | undefined; outro?: string | null | undefined; banners?: ({ title: string; subtitle: string; })[] | undefined; } | undefined; scheduledAt?: string | null | undefined; };
export type ShowChange = { title?: string | undefined; description?: string | undefined; posterUrl?: string | string | null | undefined; visibility?: "public" | "unlisted" | "private" | undefined; profile?: "low" | "ultra" | "standard" | undefined; layout?: "auto" | "solo" | "side-by-side" | "grid" | "spotlight" | "screen-strip" | "picture-in-picture" | undefined; formats?: ({ shape: "16:9" | "9:16" | "1:1"; codec?: "h264" | "av1" | undefined; shortSidePx?: number | undefined; frameRate?: number | undefined; preset?: "ultrafast" | "superfast" | "veryfast" | "faster" | "fast" | "medium" | undefined; ladder?: ({ shortSidePx: number; bitrateBps: number; })[] | undefined; layout?: "auto" | "solo" | "side-by-side" | "grid" | "spotlight" | "screen-strip" | "picture-in-picture" | null | undefined; passthrough?: boolean | undefined; burnedCaptions?: string | null | undefined; })[] | null | undefined; resilience?: "none" | "standby" | undefined; captions?: (string)[] | undefined; limits?: { maxOnStage?: number | undefined; maxViewers?: number | undefined; maxMinutes?: number | undefined; maxFrontRow?: number | undefined; } | undefined; recording?: { isOn?: boolean | undefined; replay?: boolean | undefined; viewerClips?: boolean | undefined; tracks?: boolean | undefined; } | undefined; brand?: { colour?: string | null | undefined; font?: "sans" | "serif" | "round" | "poster" | undefined; language?: "en" | "ko" | undefined; logo?: { assetId: string; corner: "top-left" | "top-right" | "bottom-left" | "bottom-right"; } | null | undefined; background?: string | null | undefined; frame?: string | null | undefined; intro?: string | null | undefined; outro?: string | null | undefined; banners?: ({ title: string; subtitle: string; })[] | undefined; } | undefined; };
export type FormatsChoice = { formats: ({ shape: "16:9" | "9:16" | "1:1"; codec?: "h264" | "av1" | undefined; shortSidePx?: number | undefined; frameRate?: number | undefined; preset?: "ultrafast" | "superfast" | "veryfast" | "faster" | "fast" | "medium" | undefined; ladder?: ({ shortSidePx: number; bitrateBps: number; })[] | undefined; layout?: "auto" | "solo" | "side-by-side" | "grid" | "spotlight" | "screen-strip" | "picture-in-picture" | null | undefined; passthrough?: boolean | undefined; burnedCaptions?: string | null | undefined; })[] | null; };
export type Schedule = { scheduledAt: string; };
export type TrackChoice = { source: "camera" | "microphone" | "screen" | "screen-sound"; };
export type Promotion = { personId: string; };
export type TicketWish = { role: "host" | "co-host" | "moderator" | "guest" | "viewer"; name: string; subject?: string | undefined; attributes?: Record<string, string> | undefined; lifetimeSeconds?: number | undefined; };
export type WatchWish = { name?: string | undefined; };
export type TicketRenewal = { ticket: string; };
export type AudioMixChoice = { sources: ({ participantId: string | null; source: "microphone" | "screen-sound" | "clip"; volume: number; muted: boolean; pan: number; })[]; levelling: boolean; };
export type ChatRulesChange = { chatOpen?: boolean | undefined; slowModeSeconds?: number | undefined; allowLinks?: boolean | undefined; questionsOpen?: boolean | undefined; reactionsOpen?: boolean | undefined; inStep?: boolean | undefined; messagesPerSecond?: number | undefined; slowByLoad?: boolean | undefined; blockedWords?: (string)[] | undefined; defences?: { newcomerSeconds?: number | undefined; protectNames?: boolean | undefined; moderatorLinks?: boolean | undefined; classifier?: boolean | undefined; actions?: { link?: "allow" | "hide" | "hold" | "refuse" | undefined; repeated?: "allow" | "hide" | "hold" | "refuse" | undefined; copied?: "allow" | "hide" | "hold" | "refuse" | undefined; newcomer?: "allow" | "hide" | "hold" | "refuse" | undefined; profanity?: "allow" | "hide" | "hold" | "refuse" | undefined; hostility?: "allow" | "hide" | "hold" | "refuse" | undefined; discrimination?: "allow" | "hide" | "hold" | "refuse" | undefined; sexual?: "allow" | "hide" | "hold" | "refuse" | undefined; spam?: "allow" | "hide" | "hold" | "refuse" | undefined; } | undefined; words?: { profanity?: (string)[] | undefined; hostility?: (string)[] | undefined; discrimination?: (string)[] | undefined; sexual?: (string)[] | undefined; spam?: (string)[] | undefined; } | undefined; } | undefined; };
export type HeldDecision = { decision: "approve" | "refuse" | "ban"; };
export type ChatWordsWish = { blocked: (string)[]; profanity: (string)[]; hostility: (string)[]; discrimination: (string)[]; sexual: (string)[]; spam: (string)[]; };
export type SiteBanWish = { personId: string; reason?: string | undefined; };
export type NewClip = { title?: string | undefined; recordingId?: string | undefined; fromSeconds: number; toSeconds: number; } | { title?: string | undefined; lastSeconds: number; };
export type FollowWish = { email: string; language: "en" | "ko"; of: "host" | "site"; };
export type PushWish = { endpoint: string; keys: { p256dh: string; auth: string; }; language: "en" | "ko"; of: "host" | "site"; };
export type FollowToken = { token: string; };
export type InputWish = { name: string; as: "guest" | "programme" | "backup"; onStage?: boolean | undefined; };
export type InputPlace = { onStage: boolean; };
export type NewMediaFile = { name: string; sizeBytes: number; };
export type OutputWish = { name?: string | undefined; preset?: "youtube" | "twitch" | "custom" | undefined; url?: string | undefined; key?: string | undefined; on?: boolean | undefined; };
export type PlayerMetadata = { text: string; };
export type PlayerMark = unknown;
export type PollWish = { question: string; options: (string)[]; kind?: "poll" | "quiz" | "prediction" | "giveaway" | undefined; answer?: number | undefined; seconds?: number | undefined; winners?: number | undefined; };
export type PollOutcome = { option?: number | undefined; };
export type NewScene = { name: string; content: { layout: { kind: "auto" | "solo" | "side-by-side" | "grid" | "spotlight" | "screen-strip" | "picture-in-picture"; pinned: { participantId: string; source: "camera" | "screen"; } | null; order: ({ participantId: string; source: "camera" | "screen"; })[]; hidden: ({ participantId: string; source: "camera" | "screen"; })[]; fit: "contain" | "cover"; sources?: ({ participantId: string | null; source: "camera" | "screen" | "media"; crop?: { left: number; top: number; right: number; bottom: number; } | undefined; fit?: "contain" | "cover" | undefined; place?: { x: number; y: number; width: number; height: number; } | undefined; opacity?: number | undefined; layer?: number | undefined; key?: { colour: string; similarity: number; smoothness: number; } | undefined; })[] | undefined; gapPx: number; tileBorder?: boolean | undefined; tileShadow?: boolean | undefined; background: { colour: string; } | { assetId: string; colour: string; }; glideMs: number; labels: boolean; media?: { assetId: string; atEnd?: "stay" | "leave" | "repeat" | undefined; } | null | undefined; }; overlays: { titleBar: { title: string; subtitle: string; } | null; ticker: { text: string; } | null; logo: { assetId: string; corner: "top-left" | "top-right" | "bottom-left" | "bottom-right"; opacity: number; } | null; countdown: { toWallMs: number; label: string; } | null; frame?: { assetId: string; } | null | undefined; accent?: string | undefined; font?: "sans" | "serif" | "round" | "poster" | undefined; language?: "en" | "ko" | undefined; }; }; };
export type ScenePatch = { name?: string | undefined; content?: { layout: { kind: "auto" | "solo" | "side-by-side" | "grid" | "spotlight" | "screen-strip" | "picture-in-picture"; pinned: { participantId: string; source: "camera" | "screen"; } | null; order: ({ participantId: string; source: "camera" | "screen"; })[]; hidden: ({ participantId: string; source: "camera" | "screen"; })[]; fit: "contain" | "cover"; sources?: ({ participantId: string | null; source: "camera" | "screen" | "media"; crop?: { left: number; top: number; right: number; bottom: number; } | undefined; fit?: "contain" | "cover" | undefined; place?: { x: number; y: number; width: number; height: number; } | undefined; opacity?: number | undefined; layer?: number | undefined; key?: { colour: string; similarity: number; smoothness: number; } | undefined; })[] | undefined; gapPx: number; tileBorder?: boolean | undefined; tileShadow?: boolean | undefined; background: { colour: string; } | { assetId: string; colour: string; }; glideMs: number; labels: boolean; media?: { assetId: string; atEnd?: "stay" | "leave" | "repeat" | undefined; } | null | undefined; }; overlays: { titleBar: { title: string; subtitle: string; } | null; ticker: { text: string; } | null; logo: { assetId: string; corner: "top-left" | "top-right" | "bottom-left" | "bottom-right"; opacity: number; } | null; countdown: { toWallMs: number; label: string; } | null; frame?: { assetId: string; } | null | undefined; accent?: string | undefined; font?: "sans" | "serif" | "round" | "poster" | undefined; language?: "en" | "ko" | undefined; }; } | undefined; position?: number | undefined; };
export type NewMediaItem = { name: string; kind: "image" | "slides"; pages: (string)[]; };
export type SiteChange = { name?: string | null | undefined; colour?: string | null | undefined; font?: "sans" | "serif" | "round" | "poster" | undefined; };
export type WebhookWish = { url: string; events: ("show.created" | "show.updated" | "show.scheduled" | "show.backstage" | "show.live" | "show.ended" | "show.failed" | "show.deleted" | "participant.joined" | "participant.left" | "person.banned" | "output.changed")[]; };
export type WebhookChange = { url?: string | undefined; events?: ("show.created" | "show.updated" | "show.scheduled" | "show.backstage" | "show.live" | "show.ended" | "show.failed" | "show.deleted" | "participant.joined" | "participant.left" | "person.banned" | "output.changed")[] | undefined; active?: boolean | undefined; };
export type ChatMessage = { id: string; personId: string; name: string; role: string; text: string; replyTo: string | null; hiddenFor: "link" | "repeated" | "copied" | "newcomer" | "profanity" | "hostility" | "discrimination" | "sexual" | "spam" | "classifier" | null; event: "on-stage" | null; at: string; };
export type ChatPage = { items: (ChatMessage)[]; next: number | null; };
export type ReplayedChatMessage = { id: string; personId: string; name: string; role: string; text: string; replyTo: string | null; hiddenFor: "link" | "repeated" | "copied" | "newcomer" | "profanity" | "hostility" | "discrimination" | "sexual" | "spam" | "classifier" | null; event: "on-stage" | null; at: string; programmeAt: string; };
export type ReplayedChat = { items: (ReplayedChatMessage)[]; };
export type AuditEntry = { id: string; showId: string | null; actor: { kind: string; id: string; name: string; }; action: string; targetId: string | null; details: Record<string, unknown>; at: string; };
export type AuditPage = { items: (AuditEntry)[]; next: number | null; };
export type Ban = { id: string; personId: string; name: string; reason: string; byName: string; at: string; expiresAt: string | null; };
export type Bans = { items: (Ban)[]; };
export type ShowExport = { showId: string; viewers: number; peakViewers: number; watchSeconds: number; viewersOverTime: ({ at: string; viewers: number; })[]; viewerFlow: { stepSeconds: number; steps: ({ at: string; joined: number; left: number; })[]; stayed: number; }; onStage: ({ personId: string | null; name: string; role: string; from: string; until: string | null; programmeFrom: string; programmeUntil: string | null; })[]; chat: ({ id: string; personId: string; name: string; text: string; at: string; event: "on-stage" | null; role: string; replyTo: string | null; })[]; questions: ({ id: string; personId: string; name: string; text: string; at: string; state: string; votes: number; })[]; polls: ({ id: string; question: string; state: string; options: ({ text: string; votes: number; })[]; at: string; })[]; };
export type Retention = { chat: number | null; audit: number; visits: number; webhookLog: number; };
export type Erased = { records: number; };
export type Person = { id: string; name: string; email: string | null; role: "owner" | "host"; hasPassword: boolean; createdAt: string; };
export type PeoplePage = { items: (Person)[]; next: string | null; };
export type SignedIn = { person: Person; csrfToken: string; };
export type Who = { person: Person | null; csrfToken: string | null; };
export type SetUp = { person: Person; csrfToken: string; showId: string; };
export type Session = { id: string; userAgent: string; createdAt: string; lastSeenAt: string; expiresAt: string; isThisOne: boolean; };
export type Sessions = { items: (Session)[]; };
export type ApiKey = { id: string; name: string; personId: string; createdAt: string; lastUsedAt: string | null; revokedAt: string | null; };
export type NewApiKey = { id: string; name: string; personId: string; createdAt: string; lastUsedAt: string | null; revokedAt: string | null; secret: string; };
export type ApiKeysPage = { items: (ApiKey)[]; next: string | null; };
export type Invitation = { id: string; role: "owner" | "host" | "co-host" | "moderator" | "guest" | "viewer"; showId: string | null; name: string | null; maxUses: number | null; uses: number; createdAt: string; expiresAt: string; revokedAt: string | null; };
export type NewInvitation = { id: string; role: "owner" | "host" | "co-host" | "moderator" | "guest" | "viewer"; showId: string | null; name: string | null; maxUses: number | null; uses: number; createdAt: string; expiresAt: string; revokedAt: string | null; token: string; url: string; };
export type InvitationsPage = { items: (Invitation)[]; next: string | null; };
export type InvitationDetails = { role: "owner" | "host" | "co-host" | "moderator" | "guest" | "viewer"; name: string | null; show: { id: string; title: string; } | null; };
export type Show = { id: string; ownerId: string; title: string; description: string; posterUrl: string | null; scheduledAt: string | null; visibility: "public" | "unlisted" | "private"; profile: "low" | "ultra" | "standard"; layout: "auto" | "solo" | "side-by-side" | "grid" | "spotlight" | "screen-strip" | "picture-in-picture"; formats: ({ shape: "16:9" | "9:16" | "1:1"; codec?: "h264" | "av1" | undefined; shortSidePx: number; frameRate: number; preset: "ultrafast" | "superfast" | "veryfast" | "faster" | "fast" | "medium"; ladder?: ({ shortSidePx: number; bitrateBps: number; })[] | undefined; layout: "auto" | "solo" | "side-by-side" | "grid" | "spotlight" | "screen-strip" | "picture-in-picture" | null; passthrough?: boolean | undefined; burnedCaptions?: string | null | undefined; })[] | null; resilience: "none" | "standby"; captions: (string)[]; limits: { maxOnStage: number; maxViewers: number; maxMinutes: number; maxFrontRow: number; }; recording: { isOn: boolean; replay: boolean; viewerClips: boolean; tracks: boolean; }; brand: { colour: string | null; font: "sans" | "serif" | "round" | "poster"; language: "en" | "ko"; logo: { assetId: string; corner: "top-left" | "top-right" | "bottom-left" | "bottom-right"; } | null; background: string | null; frame: string | null; intro: string | null; outro: string | null; banners: ({ title: string; subtitle: string; })[]; }; state: "draft" | "scheduled" | "backstage" | "live" | "ended" | "failed"; failure: string | null; version: number; createdAt: string; updatedAt: string; liveAt: string | null; endedAt: string | null; playbackUrl: string | null; reportToken: string; };
export type ShowsPage = { items: (Show)[]; next: string | null; };
export type ProgrammePrice = { neededCores: number; freeCores: number; mostCores: number; standbyCores?: number | undefined; };
export type LiveState = { state: "draft" | "scheduled" | "backstage" | "live" | "ended" | "failed"; onAir: boolean; startedAt: string | null; playbackUrl: string | null; viewers: { current: number; peak: number; unknown: number; }; audienceBehindMs: { median: number; p95: number; } | null; participants: ({ participantId: string; personId: string; name: string; role: string; connected: boolean; tracks: ({ source: "camera" | "microphone" | "screen" | "screen-sound"; paused: boolean; mutedByHost: boolean; })[]; })[]; };
export type Ticket = { ticket: string; showId: string; role: "host" | "co-host" | "moderator" | "guest" | "viewer"; subject: string; name: string; expiresAt: string; playbackUrl: string | null; reportToken: string; };
export type AudioMix = { sources: ({ participantId: string | null; source: "microphone" | "screen-sound" | "clip"; volume: number; muted: boolean; pan: number; })[]; levelling: boolean; };
export type ChatRules = { chatOpen: boolean; slowModeSeconds: number; allowLinks: boolean; questionsOpen: boolean; reactionsOpen: boolean; inStep: boolean; messagesPerSecond: number; slowByLoad: boolean; blockedWords: (string)[]; defences: { newcomerSeconds: number; protectNames: boolean; moderatorLinks: boolean; classifier: boolean; actions: { link: "allow" | "hide" | "hold" | "refuse"; repeated: "allow" | "hide" | "hold" | "refuse"; copied: "allow" | "hide" | "hold" | "refuse"; newcomer: "allow" | "hide" | "hold" | "refuse"; profanity: "allow" | "hide" | "hold" | "refuse"; hostility: "allow" | "hide" | "hold" | "refuse"; discrimination: "allow" | "hide" | "hold" | "refuse"; sexual: "allow" | "hide" | "hold" | "refuse"; spam: "allow" | "hide" | "hold" | "refuse"; }; words: { profanity: (string)[]; hostility: (string)[]; discrimination: (string)[]; sexual: (string)[]; spam: (string)[]; }; }; };
export type HeldMessages = { items: ({ id: string; personId: string; name: string; role: "host" | "co-host" | "moderator" | "guest" | "candidate" | "viewer"; text: string; cause: "link" | "repeated" | "copied" | "newcomer" | "profanity" | "hostility" | "discrimination" | "sexual" | "spam" | "classifier"; at: string; })[]; };
export type ChatWords = { blocked: (string)[]; profanity: (string)[]; hostility: (string)[]; discrimination: (string)[]; sexual: (string)[]; spam: (string)[]; };
export type SiteBan = { id: string; personId: string; name: string; reason: string; byName: string; at: string; };
export type SiteBans = { items: (SiteBan)[]; };
export type Clip = { id: string; recordingId: string; title: string; state: "making" | "ready" | "failed"; progress: number; fromSeconds: number; toSeconds: number; byName: string | null; createdAt: string; pageUrl: string; mp4Url: string | null; imageUrl: string | null; };
export type Clips = { items: (Clip)[]; };
export type WaysToFollow = { email: boolean; pushKey: string; };
export type PushFollow = { token: string; };
export type Follow = { email: string | null; host: string | null; isConfirmed: boolean; };
export type Image = { id: string; url: string; contentType: "image/png" | "image/jpeg" | "image/webp"; sizeBytes: number; };
export type NewImage = { id: string; url: string; contentType: "image/png" | "image/jpeg" | "image/webp"; sizeBytes: number; widthPx: number; heightPx: number; };
export type Images = { items: (Image)[]; };
export type Input = { id: string; name: string; as: "guest" | "programme" | "backup"; onStage: boolean; state: "gone" | "connected" | "sending" | "silent"; by: string | null; notes: (string)[]; whipUrl: string; rtmpUrl: string; rtmpsUrl: string; srtUrl: string; key: string; createdAt: string; };
export type NewInput = { id: string; name: string; as: "guest" | "programme" | "backup"; onStage: boolean; state: "gone" | "connected" | "sending" | "silent"; by: string | null; notes: (string)[]; whipUrl: string; rtmpUrl: string; rtmpsUrl: string; srtUrl: string; key: string; createdAt: string; token: string; };
export type Inputs = { items: (Input)[]; };
export type MediaFile = { id: string; name: string; state: "receiving" | "waiting" | "converting" | "ready" | "refused"; sizeBytes: number; receivedBytes: number; partBytes: number; progress: number | null; reason: "unreadable" | "too-long" | "interrupted" | null; seconds: number | null; hasVideo: boolean; hasAudio: boolean; };
export type MediaFiles = { items: (MediaFile)[]; };
export type Node = { id: string; name: string; address: string; version: string; shows: number; takesShows: boolean; drainAsked: boolean; silentMs: number; };
export type NodeList = { items: (Node)[]; };
export type Output = { id: string; name: string; preset: string; url: string; on: boolean; state: "off" | "waiting" | "connecting" | "live" | "retrying"; reason: "refused-address" | "unknown-host" | "unreachable" | "rejected" | "too-slow" | "broken" | null; since: string | null; retries: number; createdAt: string; };
export type Outputs = { items: (Output)[]; };
export type PlayerMarkMoment = { at: string; };
export type Poll = { id: string; kind: "poll" | "quiz" | "prediction" | "giveaway"; question: string; options: ({ text: string; votes: number; })[]; votes: number; closed: boolean; createdAt: string; answer: number | null; winners: ({ personId: string; name: string; })[]; };
export type Polls = { items: (Poll)[]; };
export type PollReveal = { inMs: number; };
export type AudienceQuality = { all: { viewings: number; startMs: { median: number; p95: number; } | null; latencyMs: { median: number; p95: number; } | null; stallMs: { median: number; p95: number; } | null; kbps: { median: number; p95: number; } | null; stalls: number; errors: number; playedSeconds: number; stalledShare: number | null; } | null; edges: ({ name: string; viewings: number; startMs: { median: number; p95: number; } | null; latencyMs: { median: number; p95: number; } | null; stallMs: { median: number; p95: number; } | null; kbps: { median: number; p95: number; } | null; stalls: number; errors: number; playedSeconds: number; stalledShare: number | null; })[]; browsers: ({ name: string; viewings: number; startMs: { median: number; p95: number; } | null; latencyMs: { median: number; p95: number; } | null; stallMs: { median: number; p95: number; } | null; kbps: { median: number; p95: number; } | null; stalls: number; errors: number; playedSeconds: number; stalledShare: number | null; })[]; countries: ({ name: string; viewings: number; startMs: { median: number; p95: number; } | null; latencyMs: { median: number; p95: number; } | null; stallMs: { median: number; p95: number; } | null; kbps: { median: number; p95: number; } | null; stalls: number; errors: number; playedSeconds: number; stalledShare: number | null; })[]; };
export type CaptionPage = { items: ({ language: string; atSeconds: number; endSeconds: number; at: string; speaker: string | null; text: string; })[]; next: number | null; };
export type Recording = { id: string; format: string; state: "recording" | "finishing" | "ready" | "failed"; isStopped: boolean; startedAt: string; endedAt: string | null; playedFrom: string | null; seconds: number; recordedSeconds: number; trim: { fromSeconds: number; toSeconds: number; } | null; chapters: ({ atSeconds: number; title: string; })[]; captions: ({ language: string; name: string; vttUrl: string | null; })[]; bytes: number; width: number | null; height: number | null; mp4Url: string | null; hlsUrl: string | null; posterUrl: string | null; thumbnailsUrl: string | null; tracks: ({ id: string; participantId: string; name: string; kind: "video" | "audio"; source: string; codec: string; startSeconds: number; seconds: number; bytes: number; url: string | null; })[]; };
export type Recordings = { items: (Recording)[]; };
export type Job = { id: string; kind: "mp4" | "preview" | "tracks" | "clip"; recordingId: string; state: "waiting" | "running" | "finished" | "failed" | "cancelled"; progress: number; attempts: number; error: string | null; createdAt: string; startedAt: string | null; finishedAt: string | null; };
export type Jobs = { items: (Job)[]; };
export type Scene = { id: string; name: string; position: number; content: { layout: { kind: "auto" | "solo" | "side-by-side" | "grid" | "spotlight" | "screen-strip" | "picture-in-picture"; pinned: { participantId: string; source: "camera" | "screen"; } | null; order: ({ participantId: string; source: "camera" | "screen"; })[]; hidden: ({ participantId: string; source: "camera" | "screen"; })[]; fit: "contain" | "cover"; sources?: ({ participantId: string | null; source: "camera" | "screen" | "media"; crop?: { left: number; top: number; right: number; bottom: number; } | undefined; fit?: "contain" | "cover" | undefined; place?: { x: number; y: number; width: number; height: number; } | undefined; opacity?: number | undefined; layer?: number | undefined; key?: { colour: string; similarity: number; smoothness: number; } | undefined; })[] | undefined; gapPx: number; tileBorder?: boolean | undefined; tileShadow?: boolean | undefined; background: { colour: string; } | { assetId: string; colour: string; }; glideMs: number; labels: boolean; media: { assetId: string; atEnd?: "stay" | "leave" | "repeat" | undefined; } | null; }; overlays: { titleBar: { title: string; subtitle: string; } | null; ticker: { text: string; } | null; logo: { assetId: string; corner: "top-left" | "top-right" | "bottom-left" | "bottom-right"; opacity: number; } | null; countdown: { toWallMs: number; label: string; } | null; frame: { assetId: string; } | null; accent: string; font: "sans" | "serif" | "round" | "poster"; language: "en" | "ko"; }; }; createdAt: string; };
export type Scenes = { items: (Scene)[]; };
export type MediaItem = { id: string; name: string; kind: "image" | "slides"; pages: ({ id: string; url: string; })[]; createdAt: string; };
export type MediaItems = { items: (MediaItem)[]; };
export type Site = { name: string; colour: string | null; logoUrl: string | null; font: "sans" | "serif" | "round" | "poster"; backgroundUrl: string | null; introId: string | null; };
export type SiteIntro = { file: MediaFile | null; };
export type Webhook = { id: string; url: string; events: ("show.created" | "show.updated" | "show.scheduled" | "show.backstage" | "show.live" | "show.ended" | "show.failed" | "show.deleted" | "participant.joined" | "participant.left" | "person.banned" | "output.changed")[]; active: boolean; version: number; createdAt: string; };
export type NewWebhook = { id: string; url: string; events: ("show.created" | "show.updated" | "show.scheduled" | "show.backstage" | "show.live" | "show.ended" | "show.failed" | "show.deleted" | "participant.joined" | "participant.left" | "person.banned" | "output.changed")[]; active: boolean; version: number; createdAt: string; secret: string; };
export type WebhooksPage = { items: (Webhook)[]; next: string | null; };
export type WebhookDelivery = { id: string; eventId: string; eventType: "show.created" | "show.updated" | "show.scheduled" | "show.backstage" | "show.live" | "show.ended" | "show.failed" | "show.deleted" | "participant.joined" | "participant.left" | "person.banned" | "output.changed" | "webhook.test"; state: "pending" | "delivered" | "failed"; attempts: number; nextAttemptAt: string | null; lastStatus: number | null; lastError: string | null; createdAt: string; deliveredAt: string | null; };
export type WebhookDeliveriesPage = { items: (WebhookDelivery)[]; next: string | null; };
export type Problem = { type: string; title: string; status: number; code: string; retry: boolean; details?: Record<string, never> | undefined; };

export interface Operations {
  'setup.open': {
    params: Record<string, never>;
    query: Record<string, never>;
    body: SetUpWish;
    answer: SetUp;
    versioned: false;
  };
  'session.get': {
    params: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    answer: Who;
    versioned: false;
  };
  'session.signIn': {
    params: Record<string, never>;
    query: Record<string, never>;
    body: SignIn;
    answer: SignedIn;
    versioned: false;
  };
  'session.signOut': {
    params: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    answer: undefined;
    versioned: false;
  };
  'sessions.list': {
    params: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    answer: Sessions;
    versioned: false;
  };
  'sessions.endAll': {
    params: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    answer: undefined;
    versioned: false;
  };
  'sessions.end': {
    params: { sessionId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: undefined;
    versioned: false;
  };
  'me.change': {
    params: Record<string, never>;
    query: Record<string, never>;
    body: MeChange;
    answer: Who;
    versioned: false;
  };
  'people.list': {
    params: Record<string, never>;
    query: { limit?: number | undefined; after?: string | undefined; };
    body: undefined;
    answer: PeoplePage;
    versioned: false;
  };
  'people.get': {
    params: { personId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: Person;
    versioned: false;
  };
  'people.setRole': {
    params: { personId: string; };
    query: Record<string, never>;
    body: RoleChange;
    answer: Person;
    versioned: false;
  };
  'people.erase': {
    params: { personId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: undefined;
    versioned: false;
  };
  'invitations.inviteHost': {
    params: Record<string, never>;
    query: Record<string, never>;
    body: SiteInvitationWish;
    answer: NewInvitation;
    versioned: false;
  };
  'invitations.list': {
    params: Record<string, never>;
    query: { limit?: number | undefined; after?: string | undefined; };
    body: undefined;
    answer: InvitationsPage;
    versioned: false;
  };
  'invitations.revoke': {
    params: { invitationId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: undefined;
    versioned: false;
  };
  'invitations.look': {
    params: Record<string, never>;
    query: Record<string, never>;
    body: Token;
    answer: InvitationDetails;
    versioned: false;
  };
  'invitations.accept': {
    params: Record<string, never>;
    query: Record<string, never>;
    body: Arrival;
    answer: { ticket: Ticket | null; signedIn: SignedIn | null; };
    versioned: false;
  };
  'apiKeys.make': {
    params: Record<string, never>;
    query: Record<string, never>;
    body: ApiKeyWish;
    answer: NewApiKey;
    versioned: false;
  };
  'apiKeys.list': {
    params: Record<string, never>;
    query: { limit?: number | undefined; after?: string | undefined; };
    body: undefined;
    answer: ApiKeysPage;
    versioned: false;
  };
  'apiKeys.revoke': {
    params: { keyId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: undefined;
    versioned: false;
  };
  'site.get': {
    params: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    answer: Site;
    versioned: false;
  };
  'site.change': {
    params: Record<string, never>;
    query: Record<string, never>;
    body: SiteChange;
    answer: Site;
    versioned: false;
  };
  'site.setLogo': {
    params: Record<string, never>;
    query: Record<string, never>;
    body: Blob;
    answer: Site;
    versioned: false;
  };
  'site.removeLogo': {
    params: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    answer: Site;
    versioned: false;
  };
  'site.setBackground': {
    params: Record<string, never>;
    query: Record<string, never>;
    body: Blob;
    answer: Site;
    versioned: false;
  };
  'site.removeBackground': {
    params: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    answer: Site;
    versioned: false;
  };
  'site.intro': {
    params: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    answer: SiteIntro;
    versioned: false;
  };
  'site.beginIntro': {
    params: Record<string, never>;
    query: Record<string, never>;
    body: NewMediaFile;
    answer: MediaFile;
    versioned: false;
  };
  'site.removeIntro': {
    params: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    answer: undefined;
    versioned: false;
  };
  'site.addIntroPart': {
    params: { fileId: string; };
    query: { from?: number | undefined; };
    body: Blob;
    answer: MediaFile;
    versioned: false;
  };
  'nodes.list': {
    params: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    answer: NodeList;
    versioned: false;
  };
  'nodes.drain': {
    params: { nodeId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: Node;
    versioned: false;
  };
  'shows.create': {
    params: Record<string, never>;
    query: Record<string, never>;
    body: ShowWish;
    answer: Show;
    versioned: false;
  };
  'shows.list': {
    params: Record<string, never>;
    query: { limit?: number | undefined; after?: string | undefined; state?: string | undefined; visibility?: "public" | "unlisted" | "private" | undefined; search?: string | undefined; mine?: "true" | "false" | undefined; };
    body: undefined;
    answer: ShowsPage;
    versioned: false;
  };
  'shows.get': {
    params: { showId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: Show;
    versioned: false;
  };
  'shows.update': {
    params: { showId: string; };
    query: Record<string, never>;
    body: ShowChange;
    answer: Show;
    versioned: true;
  };
  'shows.delete': {
    params: { showId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: undefined;
    versioned: false;
  };
  'shows.price': {
    params: Record<string, never>;
    query: Record<string, never>;
    body: FormatsChoice;
    answer: ProgrammePrice;
    versioned: false;
  };
  'shows.schedule': {
    params: { showId: string; };
    query: Record<string, never>;
    body: Schedule;
    answer: Show;
    versioned: false;
  };
  'shows.unschedule': {
    params: { showId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: Show;
    versioned: false;
  };
  'shows.openBackstage': {
    params: { showId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: Show;
    versioned: false;
  };
  'shows.goLive': {
    params: { showId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: Show;
    versioned: false;
  };
  'shows.liveState': {
    params: { showId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: LiveState;
    versioned: false;
  };
  'shows.end': {
    params: { showId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: Show;
    versioned: false;
  };
  'tickets.mint': {
    params: { showId: string; };
    query: Record<string, never>;
    body: TicketWish;
    answer: Ticket;
    versioned: false;
  };
  'tickets.own': {
    params: { showId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: Ticket;
    versioned: false;
  };
  'shows.watch': {
    params: { showId: string; };
    query: Record<string, never>;
    body: WatchWish;
    answer: Ticket;
    versioned: false;
  };
  'tickets.renew': {
    params: { showId: string; };
    query: Record<string, never>;
    body: TicketRenewal;
    answer: Ticket;
    versioned: false;
  };
  'shows.invite': {
    params: { showId: string; };
    query: Record<string, never>;
    body: ShowInvitationWish;
    answer: NewInvitation;
    versioned: false;
  };
  'shows.listInvitations': {
    params: { showId: string; };
    query: { limit?: number | undefined; after?: string | undefined; };
    body: undefined;
    answer: InvitationsPage;
    versioned: false;
  };
  'shows.revokeInvitation': {
    params: { showId: string; invitationId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: undefined;
    versioned: false;
  };
  'stage.promote': {
    params: { showId: string; };
    query: Record<string, never>;
    body: Promotion;
    answer: undefined;
    versioned: false;
  };
  'stage.demote': {
    params: { showId: string; participantId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: undefined;
    versioned: false;
  };
  'stage.mute': {
    params: { showId: string; participantId: string; };
    query: Record<string, never>;
    body: TrackChoice;
    answer: undefined;
    versioned: false;
  };
  'stage.unmute': {
    params: { showId: string; participantId: string; };
    query: Record<string, never>;
    body: TrackChoice;
    answer: undefined;
    versioned: false;
  };
  'stage.remove': {
    params: { showId: string; participantId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: undefined;
    versioned: false;
  };
  'recordings.list': {
    params: { showId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: Recordings;
    versioned: false;
  };
  'recordings.captions': {
    params: { showId: string; recordingId: string; };
    query: { q?: string | undefined; language?: string | undefined; limit?: number | undefined; after?: number | undefined; };
    body: undefined;
    answer: CaptionPage;
    versioned: false;
  };
  'recordings.edit': {
    params: { showId: string; recordingId: string; };
    query: Record<string, never>;
    body: { trim?: { fromSeconds: number; toSeconds: number; } | null | undefined; chapters?: ({ atSeconds: number; title: string; })[] | undefined; };
    answer: Recording;
    versioned: false;
  };
  'recordings.delete': {
    params: { showId: string; recordingId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: undefined;
    versioned: false;
  };
  'recordings.listJobs': {
    params: { showId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: Jobs;
    versioned: false;
  };
  'recordings.cancelJob': {
    params: { showId: string; jobId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: undefined;
    versioned: false;
  };
  'recordings.retryJob': {
    params: { showId: string; jobId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: undefined;
    versioned: false;
  };
  'clips.create': {
    params: { showId: string; };
    query: Record<string, never>;
    body: NewClip;
    answer: Clip;
    versioned: false;
  };
  'clips.list': {
    params: { showId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: Clips;
    versioned: false;
  };
  'clips.get': {
    params: { showId: string; clipId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: Clip;
    versioned: false;
  };
  'clips.delete': {
    params: { showId: string; clipId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: undefined;
    versioned: false;
  };
  'pictures.upload': {
    params: { showId: string; };
    query: Record<string, never>;
    body: Blob;
    answer: NewImage;
    versioned: false;
  };
  'pictures.list': {
    params: { showId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: Images;
    versioned: false;
  };
  'pictures.remove': {
    params: { showId: string; pictureId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: undefined;
    versioned: false;
  };
  'inputs.create': {
    params: { showId: string; };
    query: Record<string, never>;
    body: InputWish;
    answer: NewInput;
    versioned: false;
  };
  'inputs.list': {
    params: { showId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: Inputs;
    versioned: false;
  };
  'inputs.rotate': {
    params: { showId: string; inputId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: NewInput;
    versioned: false;
  };
  'inputs.place': {
    params: { showId: string; inputId: string; };
    query: Record<string, never>;
    body: InputPlace;
    answer: Input;
    versioned: false;
  };
  'inputs.delete': {
    params: { showId: string; inputId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: undefined;
    versioned: false;
  };
  'outputs.create': {
    params: { showId: string; };
    query: Record<string, never>;
    body: OutputWish;
    answer: Output;
    versioned: false;
  };
  'outputs.list': {
    params: { showId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: Outputs;
    versioned: false;
  };
  'outputs.get': {
    params: { showId: string; outputId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: Output;
    versioned: false;
  };
  'outputs.delete': {
    params: { showId: string; outputId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: undefined;
    versioned: false;
  };
  'outputs.start': {
    params: { showId: string; outputId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: Output;
    versioned: false;
  };
  'outputs.stop': {
    params: { showId: string; outputId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: Output;
    versioned: false;
  };
  'scenes.create': {
    params: { showId: string; };
    query: Record<string, never>;
    body: NewScene;
    answer: Scene;
    versioned: false;
  };
  'scenes.list': {
    params: { showId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: Scenes;
    versioned: false;
  };
  'scenes.update': {
    params: { showId: string; sceneId: string; };
    query: Record<string, never>;
    body: ScenePatch;
    answer: Scene;
    versioned: false;
  };
  'scenes.delete': {
    params: { showId: string; sceneId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: undefined;
    versioned: false;
  };
  'media.create': {
    params: { showId: string; };
    query: Record<string, never>;
    body: NewMediaItem;
    answer: MediaItem;
    versioned: false;
  };
  'media.list': {
    params: { showId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: MediaItems;
    versioned: false;
  };
  'media.delete': {
    params: { showId: string; mediaId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: undefined;
    versioned: false;
  };
  'mediaFiles.create': {
    params: { showId: string; };
    query: Record<string, never>;
    body: NewMediaFile;
    answer: MediaFile;
    versioned: false;
  };
  'mediaFiles.list': {
    params: { showId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: MediaFiles;
    versioned: false;
  };
  'mediaFiles.addPart': {
    params: { showId: string; fileId: string; };
    query: { from?: number | undefined; };
    body: Blob;
    answer: MediaFile;
    versioned: false;
  };
  'mediaFiles.delete': {
    params: { showId: string; fileId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: undefined;
    versioned: false;
  };
  'players.tell': {
    params: { showId: string; };
    query: Record<string, never>;
    body: PlayerMetadata;
    answer: PlayerMarkMoment;
    versioned: false;
  };
  'players.mark': {
    params: { showId: string; };
    query: Record<string, never>;
    body: PlayerMark;
    answer: PlayerMarkMoment;
    versioned: false;
  };
  'audioMix.get': {
    params: { showId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: AudioMix;
    versioned: false;
  };
  'audioMix.set': {
    params: { showId: string; };
    query: Record<string, never>;
    body: AudioMixChoice;
    answer: AudioMix;
    versioned: false;
  };
  'audience.heartbeat': {
    params: { showId: string; };
    query: Record<string, never>;
    body: Heartbeat;
    answer: undefined;
    versioned: false;
  };
  'audience.chat': {
    params: { showId: string; };
    query: { limit?: number | undefined; before?: number | undefined; };
    body: undefined;
    answer: ChatPage;
    versioned: false;
  };
  'audience.replay': {
    params: { showId: string; };
    query: { from?: string | undefined; to?: string | undefined; limit?: number | undefined; };
    body: undefined;
    answer: ReplayedChat;
    versioned: false;
  };
  'audience.deleteMessage': {
    params: { showId: string; messageId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: undefined;
    versioned: false;
  };
  'audience.bans': {
    params: { showId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: Bans;
    versioned: false;
  };
  'audience.ban': {
    params: { showId: string; };
    query: Record<string, never>;
    body: BanWish;
    answer: undefined;
    versioned: false;
  };
  'audience.unban': {
    params: { showId: string; personId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: undefined;
    versioned: false;
  };
  'audience.audit': {
    params: { showId: string; };
    query: { limit?: number | undefined; before?: number | undefined; action?: string | undefined; actor?: string | undefined; };
    body: undefined;
    answer: AuditPage;
    versioned: false;
  };
  'audience.export': {
    params: { showId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: ShowExport;
    versioned: false;
  };
  'house.audit': {
    params: Record<string, never>;
    query: { limit?: number | undefined; before?: number | undefined; action?: string | undefined; actor?: string | undefined; };
    body: undefined;
    answer: AuditPage;
    versioned: false;
  };
  'house.retention': {
    params: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    answer: Retention;
    versioned: false;
  };
  'house.setRetention': {
    params: Record<string, never>;
    query: Record<string, never>;
    body: RetentionWish;
    answer: Retention;
    versioned: false;
  };
  'house.erase': {
    params: Record<string, never>;
    query: Record<string, never>;
    body: Erasure;
    answer: Erased;
    versioned: false;
  };
  'audience.rules': {
    params: { showId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: ChatRules;
    versioned: false;
  };
  'audience.setRules': {
    params: { showId: string; };
    query: Record<string, never>;
    body: ChatRulesChange;
    answer: ChatRules;
    versioned: false;
  };
  'audience.held': {
    params: { showId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: HeldMessages;
    versioned: false;
  };
  'audience.decide': {
    params: { showId: string; messageId: string; };
    query: Record<string, never>;
    body: HeldDecision;
    answer: undefined;
    versioned: false;
  };
  'site.chatWords': {
    params: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    answer: ChatWords;
    versioned: false;
  };
  'site.setChatWords': {
    params: Record<string, never>;
    query: Record<string, never>;
    body: ChatWordsWish;
    answer: ChatWords;
    versioned: false;
  };
  'site.bans': {
    params: Record<string, never>;
    query: Record<string, never>;
    body: undefined;
    answer: SiteBans;
    versioned: false;
  };
  'site.ban': {
    params: { showId: string; };
    query: Record<string, never>;
    body: SiteBanWish;
    answer: SiteBan;
    versioned: false;
  };
  'site.unban': {
    params: { banId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: undefined;
    versioned: false;
  };
  'polls.list': {
    params: { showId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: Polls;
    versioned: false;
  };
  'polls.create': {
    params: { showId: string; };
    query: Record<string, never>;
    body: PollWish;
    answer: Poll;
    versioned: false;
  };
  'polls.close': {
    params: { showId: string; pollId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: Poll;
    versioned: false;
  };
  'polls.reveal': {
    params: { showId: string; pollId: string; };
    query: Record<string, never>;
    body: PollOutcome;
    answer: PollReveal;
    versioned: false;
  };
  'audience.quality': {
    params: { showId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: AudienceQuality;
    versioned: false;
  };
  'followers.ways': {
    params: { showId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: WaysToFollow;
    versioned: false;
  };
  'followers.follow': {
    params: { showId: string; };
    query: Record<string, never>;
    body: FollowWish;
    answer: undefined;
    versioned: false;
  };
  'followers.subscribe': {
    params: { showId: string; };
    query: Record<string, never>;
    body: PushWish;
    answer: PushFollow;
    versioned: false;
  };
  'followers.look': {
    params: Record<string, never>;
    query: Record<string, never>;
    body: FollowToken;
    answer: Follow;
    versioned: false;
  };
  'followers.confirm': {
    params: Record<string, never>;
    query: Record<string, never>;
    body: FollowToken;
    answer: Follow;
    versioned: false;
  };
  'followers.end': {
    params: Record<string, never>;
    query: Record<string, never>;
    body: FollowToken;
    answer: undefined;
    versioned: false;
  };
  'webhooks.create': {
    params: Record<string, never>;
    query: Record<string, never>;
    body: WebhookWish;
    answer: NewWebhook;
    versioned: false;
  };
  'webhooks.list': {
    params: Record<string, never>;
    query: { limit?: number | undefined; after?: string | undefined; };
    body: undefined;
    answer: WebhooksPage;
    versioned: false;
  };
  'webhooks.get': {
    params: { webhookId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: Webhook;
    versioned: false;
  };
  'webhooks.change': {
    params: { webhookId: string; };
    query: Record<string, never>;
    body: WebhookChange;
    answer: Webhook;
    versioned: true;
  };
  'webhooks.delete': {
    params: { webhookId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: undefined;
    versioned: false;
  };
  'webhooks.rotate': {
    params: { webhookId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: NewWebhook;
    versioned: false;
  };
  'webhooks.test': {
    params: { webhookId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: WebhookDelivery;
    versioned: false;
  };
  'webhooks.deliveries': {
    params: { webhookId: string; };
    query: { limit?: number | undefined; after?: string | undefined; state?: "pending" | "delivered" | "failed" | undefined; };
    body: undefined;
    answer: WebhookDeliveriesPage;
    versioned: false;
  };
  'webhooks.replay': {
    params: { webhookId: string; deliveryId: string; };
    query: Record<string, never>;
    body: undefined;
    answer: WebhookDelivery;
    versioned: false;
  };
}

export const ROUTES: { readonly [Id in keyof Operations]: readonly [method: string, path: string] } = {
  'setup.open': ['POST', '/api/v1/setup'],
  'session.get': ['GET', '/api/v1/session'],
  'session.signIn': ['POST', '/api/v1/session'],
  'session.signOut': ['DELETE', '/api/v1/session'],
  'sessions.list': ['GET', '/api/v1/sessions'],
  'sessions.endAll': ['DELETE', '/api/v1/sessions'],
  'sessions.end': ['DELETE', '/api/v1/sessions/{sessionId}'],
  'me.change': ['PATCH', '/api/v1/me'],
  'people.list': ['GET', '/api/v1/people'],
  'people.get': ['GET', '/api/v1/people/{personId}'],
  'people.setRole': ['PATCH', '/api/v1/people/{personId}'],
  'people.erase': ['DELETE', '/api/v1/people/{personId}'],
  'invitations.inviteHost': ['POST', '/api/v1/invitations'],
  'invitations.list': ['GET', '/api/v1/invitations'],
  'invitations.revoke': ['DELETE', '/api/v1/invitations/{invitationId}'],
  'invitations.look': ['POST', '/api/v1/invitations/look'],
  'invitations.accept': ['POST', '/api/v1/invitations/accept'],
  'apiKeys.make': ['POST', '/api/v1/api-keys'],
  'apiKeys.list': ['GET', '/api/v1/api-keys'],
  'apiKeys.revoke': ['DELETE', '/api/v1/api-keys/{keyId}'],
  'site.get': ['GET', '/api/v1/site'],
  'site.change': ['PATCH', '/api/v1/site'],
  'site.setLogo': ['PUT', '/api/v1/site/logo'],
  'site.removeLogo': ['DELETE', '/api/v1/site/logo'],
  'site.setBackground': ['PUT', '/api/v1/site/background'],
  'site.removeBackground': ['DELETE', '/api/v1/site/background'],
  'site.intro': ['GET', '/api/v1/site/intro'],
  'site.beginIntro': ['POST', '/api/v1/site/intro'],
  'site.removeIntro': ['DELETE', '/api/v1/site/intro'],
  'site.addIntroPart': ['PUT', '/api/v1/site/intro/{fileId}/part'],
  'nodes.list': ['GET', '/api/v1/nodes'],
  'nodes.drain': ['POST', '/api/v1/nodes/{nodeId}/drain'],
  'shows.create': ['POST', '/api/v1/shows'],
  'shows.list': ['GET', '/api/v1/shows'],
  'shows.get': ['GET', '/api/v1/shows/{showId}'],
  'shows.update': ['PATCH', '/api/v1/shows/{showId}'],
  'shows.delete': ['DELETE', '/api/v1/shows/{showId}'],
  'shows.price': ['POST', '/api/v1/format-prices'],
  'shows.schedule': ['POST', '/api/v1/shows/{showId}/schedule'],
  'shows.unschedule': ['DELETE', '/api/v1/shows/{showId}/schedule'],
  'shows.openBackstage': ['POST', '/api/v1/shows/{showId}/backstage'],
  'shows.goLive': ['POST', '/api/v1/shows/{showId}/live'],
  'shows.liveState': ['GET', '/api/v1/shows/{showId}/live'],
  'shows.end': ['POST', '/api/v1/shows/{showId}/end'],
  'tickets.mint': ['POST', '/api/v1/shows/{showId}/tickets'],
  'tickets.own': ['POST', '/api/v1/shows/{showId}/own-ticket'],
  'shows.watch': ['POST', '/api/v1/shows/{showId}/watch'],
  'tickets.renew': ['POST', '/api/v1/shows/{showId}/tickets/renewal'],
  'shows.invite': ['POST', '/api/v1/shows/{showId}/invitations'],
  'shows.listInvitations': ['GET', '/api/v1/shows/{showId}/invitations'],
  'shows.revokeInvitation': ['DELETE', '/api/v1/shows/{showId}/invitations/{invitationId}'],
  'stage.promote': ['POST', '/api/v1/shows/{showId}/stage'],
  'stage.demote': ['POST', '/api/v1/shows/{showId}/stage/{participantId}/demote'],
  'stage.mute': ['POST', '/api/v1/shows/{showId}/stage/{participantId}/mute'],
  'stage.unmute': ['POST', '/api/v1/shows/{showId}/stage/{participantId}/unmute'],
  'stage.remove': ['DELETE', '/api/v1/shows/{showId}/stage/{participantId}'],
  'recordings.list': ['GET', '/api/v1/shows/{showId}/recordings'],
  'recordings.captions': ['GET', '/api/v1/shows/{showId}/recordings/{recordingId}/captions'],
  'recordings.edit': ['PATCH', '/api/v1/shows/{showId}/recordings/{recordingId}'],
  'recordings.delete': ['DELETE', '/api/v1/shows/{showId}/recordings/{recordingId}'],
  'recordings.listJobs': ['GET', '/api/v1/shows/{showId}/jobs'],
  'recordings.cancelJob': ['POST', '/api/v1/shows/{showId}/jobs/{jobId}/cancel'],
  'recordings.retryJob': ['POST', '/api/v1/shows/{showId}/jobs/{jobId}/retry'],
  'clips.create': ['POST', '/api/v1/shows/{showId}/clips'],
  'clips.list': ['GET', '/api/v1/shows/{showId}/clips'],
  'clips.get': ['GET', '/api/v1/shows/{showId}/clips/{clipId}'],
  'clips.delete': ['DELETE', '/api/v1/shows/{showId}/clips/{clipId}'],
  'pictures.upload': ['POST', '/api/v1/shows/{showId}/pictures'],
  'pictures.list': ['GET', '/api/v1/shows/{showId}/pictures'],
  'pictures.remove': ['DELETE', '/api/v1/shows/{showId}/pictures/{pictureId}'],
  'inputs.create': ['POST', '/api/v1/shows/{showId}/inputs'],
  'inputs.list': ['GET', '/api/v1/shows/{showId}/inputs'],
  'inputs.rotate': ['POST', '/api/v1/shows/{showId}/inputs/{inputId}/rotate'],
  'inputs.place': ['POST', '/api/v1/shows/{showId}/inputs/{inputId}/place'],
  'inputs.delete': ['DELETE', '/api/v1/shows/{showId}/inputs/{inputId}'],
  'outputs.create': ['POST', '/api/v1/shows/{showId}/outputs'],
  'outputs.list': ['GET', '/api/v1/shows/{showId}/outputs'],
  'outputs.get': ['GET', '/api/v1/shows/{showId}/outputs/{outputId}'],
  'outputs.delete': ['DELETE', '/api/v1/shows/{showId}/outputs/{outputId}'],
  'outputs.start': ['POST', '/api/v1/shows/{showId}/outputs/{outputId}/start'],
  'outputs.stop': ['POST', '/api/v1/shows/{showId}/outputs/{outputId}/stop'],
  'scenes.create': ['POST', '/api/v1/shows/{showId}/scenes'],
  'scenes.list': ['GET', '/api/v1/shows/{showId}/scenes'],
  'scenes.update': ['PATCH', '/api/v1/shows/{showId}/scenes/{sceneId}'],
  'scenes.delete': ['DELETE', '/api/v1/shows/{showId}/scenes/{sceneId}'],
  'media.create': ['POST', '/api/v1/shows/{showId}/media'],
  'media.list': ['GET', '/api/v1/shows/{showId}/media'],
  'media.delete': ['DELETE', '/api/v1/shows/{showId}/media/{mediaId}'],
  'mediaFiles.create': ['POST', '/api/v1/shows/{showId}/media-files'],
  'mediaFiles.list': ['GET', '/api/v1/shows/{showId}/media-files'],
  'mediaFiles.addPart': ['PUT', '/api/v1/shows/{showId}/media-files/{fileId}/part'],
  'mediaFiles.delete': ['DELETE', '/api/v1/shows/{showId}/media-files/{fileId}'],
  'players.tell': ['POST', '/api/v1/shows/{showId}/metadata'],
  'players.mark': ['POST', '/api/v1/shows/{showId}/marks'],
  'audioMix.get': ['GET', '/api/v1/shows/{showId}/audio-mix'],
  'audioMix.set': ['PUT', '/api/v1/shows/{showId}/audio-mix'],
  'audience.heartbeat': ['POST', '/api/v1/shows/{showId}/heartbeats'],
  'audience.chat': ['GET', '/api/v1/shows/{showId}/chat'],
  'audience.replay': ['GET', '/api/v1/shows/{showId}/chat-replay'],
  'audience.deleteMessage': ['DELETE', '/api/v1/shows/{showId}/chat/{messageId}'],
  'audience.bans': ['GET', '/api/v1/shows/{showId}/bans'],
  'audience.ban': ['POST', '/api/v1/shows/{showId}/bans'],
  'audience.unban': ['DELETE', '/api/v1/shows/{showId}/bans/{personId}'],
  'audience.audit': ['GET', '/api/v1/shows/{showId}/audit'],
  'audience.export': ['GET', '/api/v1/shows/{showId}/export'],
  'house.audit': ['GET', '/api/v1/house/audit'],
  'house.retention': ['GET', '/api/v1/house/retention'],
  'house.setRetention': ['PUT', '/api/v1/house/retention'],
  'house.erase': ['POST', '/api/v1/house/erasures'],
  'audience.rules': ['GET', '/api/v1/shows/{showId}/chat-rules'],
  'audience.setRules': ['PATCH', '/api/v1/shows/{showId}/chat-rules'],
  'audience.held': ['GET', '/api/v1/shows/{showId}/held-messages'],
  'audience.decide': ['POST', '/api/v1/shows/{showId}/held-messages/{messageId}'],
  'site.chatWords': ['GET', '/api/v1/site/chat-words'],
  'site.setChatWords': ['PUT', '/api/v1/site/chat-words'],
  'site.bans': ['GET', '/api/v1/site/bans'],
  'site.ban': ['POST', '/api/v1/shows/{showId}/site-bans'],
  'site.unban': ['DELETE', '/api/v1/site/bans/{banId}'],
  'polls.list': ['GET', '/api/v1/shows/{showId}/polls'],
  'polls.create': ['POST', '/api/v1/shows/{showId}/polls'],
  'polls.close': ['POST', '/api/v1/shows/{showId}/polls/{pollId}/close'],
  'polls.reveal': ['POST', '/api/v1/shows/{showId}/polls/{pollId}/reveal'],
  'audience.quality': ['GET', '/api/v1/shows/{showId}/quality'],
  'followers.ways': ['GET', '/api/v1/shows/{showId}/followers'],
  'followers.follow': ['POST', '/api/v1/shows/{showId}/followers'],
  'followers.subscribe': ['POST', '/api/v1/shows/{showId}/followers/push'],
  'followers.look': ['POST', '/api/v1/followers/look'],
  'followers.confirm': ['POST', '/api/v1/followers/confirm'],
  'followers.end': ['POST', '/api/v1/followers/end'],
  'webhooks.create': ['POST', '/api/v1/webhooks'],
  'webhooks.list': ['GET', '/api/v1/webhooks'],
  'webhooks.get': ['GET', '/api/v1/webhooks/{webhookId}'],
  'webhooks.change': ['PATCH', '/api/v1/webhooks/{webhookId}'],
  'webhooks.delete': ['DELETE', '/api/v1/webhooks/{webhookId}'],
  'webhooks.rotate': ['POST', '/api/v1/webhooks/{webhookId}/secret'],
  'webhooks.test': ['POST', '/api/v1/webhooks/{webhookId}/test'],
  'webhooks.deliveries': ['GET', '/api/v1/webhooks/{webhookId}/deliveries'],
  'webhooks.replay': ['POST', '/api/v1/webhooks/{webhookId}/deliveries/{deliveryId}/replay'],
};
