/** Prisma hands the text to LIKE as it is: what has a meaning there is escaped. */
export const literally = (text: string): string => text.replaceAll(/[\\%_]/g, '\\$&');
