package apex.plugins.standard.accesslog;

/** A day of the Gregorian calendar, found by arithmetic alone so that nothing is allocated. */
final class CivilDate {
    /** Days of 400 years, after which the calendar repeats itself. */
    private static final long ERA_DAYS = 146_097;

    /** From 1 March of the year 0, when leap days come last in a year, to 1 January 1970. */
    private static final long MARCH_OF_YEAR_0 = 719_468;

    private int year;
    private int month;
    private int day;

    /** Makes this the day {@code epochDay} days after 1 January 1970. */
    void set(long epochDay) {
        long shifted = epochDay + MARCH_OF_YEAR_0;
        long era = Math.floorDiv(shifted, ERA_DAYS);
        long dayOfEra = Math.floorMod(shifted, ERA_DAYS);
        long yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365;
        long dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100);
        long fromMarch = (5 * dayOfYear + 2) / 153;
        day = (int) (dayOfYear - (153 * fromMarch + 2) / 5 + 1);
        month = (int) (fromMarch < 10 ? fromMarch + 3 : fromMarch - 9);
        year = (int) (yearOfEra + era * 400 + (month <= 2 ? 1 : 0));
    }

    int year() {
        return year;
    }

    /** From 1. */
    int month() {
        return month;
    }

    /** From 1. */
    int day() {
        return day;
    }
}
