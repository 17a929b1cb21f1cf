import { colon, dot, isDigit, minus, plus, space } from "./characters.ts";

/** Whether the characters between two offsets are a date, a time, or both, with or without an offset. */
export function isDateTime(text: string, start: number, end: number): boolean {
  if (text.charCodeAt(start + 4) !== minus) return afterTime(text, start) === end;
  if (!isDate(text, start)) return false;
  if (end === start + 10) return true;
  const separator = text.charAt(start + 10);
  if (separator !== "T" && separator !== "t" && separator !== " ") return false;
  const timeEnd = afterTime(text, start + 11);
  return timeEnd > 0 && (timeEnd === end || isOffset(text, timeEnd, end));
}

/** Whether a blank at `pos` only separates a date from its time. */
export function continuesDate(text: string, start: number, pos: number): boolean {
  return (
    pos === start + 10 &&
    text.charCodeAt(start + 4) === minus &&
    text.charCodeAt(pos) === space &&
    isDigit(text.charCodeAt(pos + 1))
  );
}

function isDate(text: string, start: number): boolean {
  const century = twoDigits(text, start);
  const year = twoDigits(text, start + 2);
  const month = twoDigits(text, start + 5);
  const day = twoDigits(text, start + 8);
  if (century < 0 || year < 0 || month < 1 || month > 12 || day < 1) return false;
  if (text.charCodeAt(start + 7) !== minus) return false;
  return day <= daysIn(month, century * 100 + year);
}

/** The offset behind `hh:mm:ss.fff`, or -1. Second 60 is a leap second, which RFC 3339 has. */
function afterTime(text: string, start: number): number {
  const hour = twoDigits(text, start);
  const minute = twoDigits(text, start + 3);
  const second = twoDigits(text, start + 6);
  if (hour < 0 || hour > 23 || minute < 0 || minute > 59 || second < 0 || second > 60) return -1;
  if (text.charCodeAt(start + 2) !== colon || text.charCodeAt(start + 5) !== colon) return -1;
  let pos = start + 8;
  if (text.charCodeAt(pos) !== dot) return pos;
  pos += 1;
  if (!isDigit(text.charCodeAt(pos))) return -1;
  while (isDigit(text.charCodeAt(pos))) pos += 1;
  return pos;
}

function isOffset(text: string, start: number, end: number): boolean {
  const sign = text.charCodeAt(start);
  if (sign !== plus && sign !== minus) return end === start + 1 && /^z$/i.test(text.charAt(start));
  const hour = twoDigits(text, start + 1);
  const minute = twoDigits(text, start + 4);
  if (end !== start + 6 || text.charCodeAt(start + 3) !== colon) return false;
  return hour >= 0 && hour <= 23 && minute >= 0 && minute <= 59;
}

function twoDigits(text: string, pos: number): number {
  const tens = text.charCodeAt(pos);
  const ones = text.charCodeAt(pos + 1);
  return isDigit(tens) && isDigit(ones) ? (tens - 0x30) * 10 + ones - 0x30 : -1;
}

function daysIn(month: number, year: number): number {
  if (month === 2) return year % 4 === 0 && (year % 100 !== 0 || year % 400 === 0) ? 29 : 28;
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31;
}
