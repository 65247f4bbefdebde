package apex.net.loop;

/** Something that wants to act when the present turn of its loop is over. */
@FunctionalInterface
public interface TurnEnd {
    /** Runs once for each {@link NetLoop#atEndOfTurn}. */
    void endOfTurn();
}
