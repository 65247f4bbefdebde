package apex.plugins.standard.fake;

import static org.junit.jupiter.api.Assertions.assertThrows;

import org.junit.jupiter.api.Test;

class AllocationTest {
    private Object kept;

    @Test
    void oneObjectForEachRequestIsFound() {
        assertThrows(AssertionError.class, () -> Allocation.assertNone(() -> kept = new Object()));
    }

    @Test
    void nothingIsFoundWhereNothingIs() {
        Allocation.assertNone(() -> kept = this);
    }
}
