package apex.net.poll;

import java.util.Arrays;

/** A list of places for the next round. */
final class Places {
    private Place[] places = new Place[64];
    private int count;

    void add(Place place) {
        if (count == places.length) {
            places = Arrays.copyOf(places, count * 2);
        }
        places[count++] = place;
    }

    boolean isEmpty() {
        return count == 0;
    }

    int count() {
        return count;
    }

    Place at(int index) {
        return places[index];
    }

    /** Forgets the first so many. */
    void removeFirst(int handled) {
        System.arraycopy(places, handled, places, 0, count - handled);
        Arrays.fill(places, count - handled, count, null);
        count -= handled;
    }
}
