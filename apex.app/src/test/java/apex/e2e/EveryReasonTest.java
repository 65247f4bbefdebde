package apex.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import apex.spi.exchange.Reason;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Each reason of the catalogue can be provoked over a socket, and then shows where the catalogue's page says. */
@EnabledOnOs(OS.LINUX)
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@Timeout(60)
class EveryReasonTest {
    private final Map<ReasonSetup, ReasonRig> rigs = new EnumMap<>(ReasonSetup.class);

    private Path folder;

    @BeforeAll
    void putPlugin(@TempDir Path shared) throws IOException {
        folder = shared;
        MischiefPlugin.into(Files.createDirectory(folder.resolve("plugins")));
    }

    @AfterAll
    void closeAll() throws IOException {
        for (ReasonRig rig : rigs.values()) {
            rig.close();
        }
    }

    private ReasonRig rig(ReasonSetup setup) throws IOException {
        if (!rigs.containsKey(setup)) {
            rigs.put(setup, new ReasonRig(setup, folder));
        }
        return rigs.get(setup);
    }

    private static List<Reason> reasons() {
        return Reason.all();
    }

    @ParameterizedTest
    @MethodSource("reasons")
    void reasonShowsInAnswerLogAndCounter(Reason reason) throws IOException {
        List<ReasonRecipe> recipes = ReasonRecipes.all().stream()
                .filter(recipe -> recipe.reason() == reason)
                .toList();
        assertEquals(1, recipes.size(), "recipes for " + reason + ": a reason that nobody can provoke is a dead one");
        ReasonRecipe recipe = recipes.getFirst();
        ReasonRig rig = rig(recipe.setup());
        int counted = rig.counted(reason);
        int logged = rig.logged(reason).size();

        RawConnection.Message answer = recipe.provocation().provoke(rig);

        if (answer != null) {
            assertEquals(reason.status(), answer.status(), answer.head());
            assertEquals(
                    recipe.shown().inBody(),
                    answer.text().contains("\"reason\": \"" + reason + "\""),
                    answer.head() + answer.text());
        }
        assertEquals(recipe.shown().isAnswered(), answer != null);
        Eventually.holds(reason + " is counted", () -> rig.counted(reason) > counted);
        assertEquals(counted + 1, rig.counted(reason));
        if (recipe.shown().inLog()) {
            Eventually.holds(reason + " is logged", () -> rig.logged(reason).size() > logged);
            assertEquals(logged + 1, rig.logged(reason).size());
            String line = rig.logged(reason).getLast();
            assertTrue(line.contains("\"client\":\"127.0.0.1\""), line);
            assertTrue(answer == null || line.contains("\"status\":" + answer.status() + ","), line);
        }
    }

    @Test
    void withoutErrorBodiesReasonsStillStandInLogAndCounter() throws IOException {
        ReasonRig rig = rig(ReasonSetup.MUTE);
        Map<Reason, String> requests = Map.of(
                Reason.BAD_HOST, "GET / HTTP/1.1\r\n\r\n",
                Reason.NO_ROUTE, ReasonRecipe.get("/"),
                Reason.CONNECT_REFUSED, ReasonRecipe.get("/refused"));
        for (Map.Entry<Reason, String> entry : requests.entrySet()) {
            Reason reason = entry.getKey();
            RawConnection.Message answer = rig.gateway().ask(entry.getValue());
            assertEquals(reason.status(), answer.status());
            assertEquals("0", answer.field("Content-Length"), answer.head());
            assertEquals(1, rig.counted(reason));
            Eventually.holds(reason + " is logged", () -> rig.logged(reason).size() == 1);
            assertTrue(rig.logged(reason).getFirst().contains("\"status\":" + reason.status()));
        }
    }
}
