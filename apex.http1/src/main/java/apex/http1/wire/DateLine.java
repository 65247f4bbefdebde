package apex.http1.wire;

import apex.spi.thread.Loop;

/** The Date field of responses (RFC 9110 section 6.6.1) with its CRLF, formatted anew when a second has passed. */
final class DateLine {
    private static final int DAY = 86_400;
    private static final byte[] DAYS = Literals.ascii("ThuFriSatSunMonTueWed");
    private static final byte[] MONTHS = Literals.ascii("MarAprMayJunJulAugSepOctNovDecJanFeb");

    /** The calendar's clock is looked at no more often. */
    private static final long LOOK_NANOS = 50_000_000;

    private final byte[] line = Literals.ascii("Date: Thu, 01 Jan 1970 00:00:00 GMT\r\n");
    private long second;
    private boolean looked;
    private long lookedNanos;

    /** The line for now, give or take a twentieth of a second; the array is reused. */
    byte[] now(Loop loop) {
        long nanos = loop.coarseNanoTime();
        if (!looked || nanos - lookedNanos >= LOOK_NANOS) {
            looked = true;
            lookedNanos = nanos;
            at(System.currentTimeMillis() / 1_000);
        }
        return line;
    }

    /** The line at this second since 1970; the array is reused. */
    byte[] at(long epochSecond) {
        if (epochSecond != second) {
            second = epochSecond;
            format(epochSecond);
        }
        return line;
    }

    /** The civil calendar in years that begin in March, so that a leap day is the last of its year. */
    private void format(long epochSecond) {
        long day = Math.floorDiv(epochSecond, DAY);
        long shifted = day + 719_468;
        long era = Math.floorDiv(shifted, 146_097);
        long dayOfEra = shifted - era * 146_097;
        long yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        int month = (int) ((5 * dayOfYear + 2) / 153);
        int year = (int) (yearOfEra + era * 400 + (month >= 10 ? 1 : 0));
        int time = (int) (epochSecond - day * DAY);
        System.arraycopy(DAYS, (int) Math.floorMod(day, 7L) * 3, line, 6, 3);
        twoDigits(11, (int) (dayOfYear - (153L * month + 2) / 5 + 1));
        System.arraycopy(MONTHS, month * 3, line, 14, 3);
        twoDigits(18, year / 100);
        twoDigits(20, year % 100);
        twoDigits(23, time / 3_600);
        twoDigits(26, time / 60 % 60);
        twoDigits(29, time % 60);
    }

    private void twoDigits(int at, int number) {
        line[at] = (byte) ('0' + number / 10);
        line[at + 1] = (byte) ('0' + number % 10);
    }
}
