export function noticeText(root?: string): string;
