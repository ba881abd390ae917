package dev.switchboard.cli;

import static org.assertj.core.api.Assertions.assertThat;

import dev.switchboard.model.ServerModel;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.parallel.Isolated;

@Isolated // it measures, if roughly
class TryModelsTest {

  @Test
  void everyModelHasItsRowAndIterativeIsFoundOut() throws Exception {
    Child.Finished tried = Switchboard.run("try", "models", "--clients", "4");
    assertThat(tried.code()).as(tried.err()).isZero();
    List<String> models = ServerModel.all().stream().map(ServerModel::name).toList();
    assertThat(tried.out().lines().map(line -> line.split(" ", -1)[0]).filter(models::contains))
        .containsExactlyElementsOf(models);
    assertThat(tried.out())
        .contains("4 clients come at once")
        .contains("the others waited for the slow client")
        .containsPattern("Under [^.]*iterative");
    assertThat(tried.out()).doesNotContain("not served");
  }

  @Test
  void itsNumbersHaveBounds() throws Exception {
    Child.Finished tried = Switchboard.run("try", "models", "--clients", "0");
    assertThat(tried.code()).isEqualTo(2);
    assertThat(tried.err()).contains("--clients is 1 or more, and --slow 0 or more");
  }
}
