package dev.switchboard.processes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.switchboard.session.Named;
import dev.switchboard.session.Service;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Which services another process can make; the others are refused with a sentence. */
class RecipeTest {

  private static final String ADVICE =
      "; under processes a service is a public class with a public constructor without arguments,"
          + " and without state, or one that Named tells how to make";

  @Test
  void aClassWithoutArgumentsCan() {
    Recipe recipe = Recipe.of(new TestServices.Obeying());
    assertThat(recipe.make()).isInstanceOf(TestServices.Obeying.class);
    assertThat(recipe.module()).isEqualTo("dev.switchboard.linux");
  }

  @Test
  void whatIsAlwaysTheSameCan() {
    assertThat(Recipe.of(new TestServices.Fixed()).make()).isEqualTo(new TestServices.Fixed());
  }

  @Test
  void oneWithANameCan() {
    Named named = Named.by(new TestServices.Made(), "a", "b");
    assertThat(Recipe.of(named))
        .isEqualTo(
            new Recipe(
                TestServices.Made.class.getName(), "dev.switchboard.linux", List.of("a", "b")));
  }

  @Test
  void aLambdaCannot() {
    String sentence =
        "a service that is a lambda or has no name cannot be made in another process" + ADVICE;
    assertThatThrownBy(() -> Recipe.of(Service.replying(text -> text))).hasMessage(sentence);
    assertThatThrownBy(() -> Recipe.of(new TestServices.Obeying().once())).hasMessage(sentence);
  }

  @Test
  void oneThatSharesStateCannot() {
    assertThatThrownBy(() -> Recipe.of(new TestServices.Counting()))
        .hasMessage(
            "dev.switchboard.processes.TestServices$Counting has a field, 'count', which clients"
                + " would not share when each has a process of its own"
                + ADVICE);
    assertThatThrownBy(() -> Recipe.of(new TestServices.Fixed("sometimes")))
        .hasMessageContaining("has a field, 'words'");
  }

  @Test
  void oneThatNeedsArgumentsCannot() {
    assertThatThrownBy(() -> Recipe.of(new TestServices.Greeting("hi")))
        .hasMessage(
            "dev.switchboard.processes.TestServices$Greeting cannot be made in another process: it"
                + " has no public constructor without arguments"
                + ADVICE);
  }
}
