package io.athanor.materials.space;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ComparisonTest {
  private static final Map<String, Integer> PLACES = Map.of("x", 0, "y", 1, "flow rate", 2);
  private static final double[] POINT = {3, 4, 0.5};

  private static Comparison parse(String text) {
    return Comparison.parse("comparisons[0]", text, PLACES::get);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "x + y * 2 = 11",
        "(x + y) * 2 == 14",
        "2 ^ x ^ 2 = 512",
        "-x ^ 2 = -9",
        "2 ^ -1 = 0.5",
        "12 / y / x = 1",
        "10 - x - y = 3",
        "sqrt(x * x + y * y) = 5",
        "min(x, y, 2.5e-1) = 0.25",
        "max(x, y) = 4",
        "abs(x - y) = 1",
        "log(exp(x)) = 3",
        "`flow rate` * 2 = 1",
        "x < y",
        "y > x",
        "x <= 3",
        "x >= 3.0",
        "- - x >= .5",
      })
  void shouldComputeAsMathematicsDoes(String text) {
    assertThat(parse(text).holds(POINT)).isTrue();
    assertThat(parse(text).violation(POINT)).isZero();
  }

  @ParameterizedTest
  @CsvSource({"x < 3", "x > y", "log(0 - x) <= 1", "log(0 - x) >= 1", "sqrt(x - y) < 9"})
  void shouldNotHoldWhereItDoesNotOrIsNoNumber(String text) {
    assertThat(parse(text).holds(POINT)).isFalse();
    assertThat(parse(text).violation(POINT)).isPositive();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = ';',
      value = {
        "x + ; character 4: expected a number, a name or a bracket, found the end",
        "x + y; character 6: expected an operator or one of < <= = >= >, found the end",
        "x <= 3 y; character 8: the comparison should end here, found 'y'",
        "1 <= x <= 3; character 8: the comparison should end here, found '<'",
        "(x + 1 <= 2; character 8: expected ')' for what opens at character 1, found '<'",
        "z <= 1; character 1: 'z' is no numeric parameter",
        "x + sin(y) < 1; character 5: there is no function 'sin'",
        "sqrt(x, y) < 1; character 1: sqrt takes one value",
        "max(x) < 1; character 1: max needs at least two values",
        "1.2.3 < x; character 1: '1.2.3' is not a number",
        "1e999 < x; character 1: '1e999' is too large",
        "`x < 1; character 1: the back quote is never closed",
        "x; character 2: expected an operator",
        "x & y < 1; character 3: expected an operator or one of < <= = >= >, found '&'",
      })
  void shouldSayAtWhichCharacterWhatIsWrong(String text, String reason) {
    assertThatThrownBy(() -> parse(text))
        .isInstanceOf(SpaceException.class)
        .hasMessageContaining("comparisons[0]: " + reason);
  }

  @Test
  void shouldRefuseWhatIsTooLongOrTooDeep() {
    assertThatThrownBy(() -> parse("(".repeat(500) + "x" + ")".repeat(500) + " < 1"))
        .hasMessageContaining("nested more than 100 deep");
    assertThatThrownBy(() -> parse("x" + " + x".repeat(2_000) + " < 1"))
        .hasMessageContaining("longer than 4000 characters");
  }

  @Test
  void shouldKnowWhatIsCertainNotToHold() {
    assertThat(parse("x > 3").fails(POINT)).isTrue();
    assertThat(parse("x >= 3").fails(POINT)).isFalse();
    assertThat(parse("sqrt(0 - x) > 1").holds(POINT)).isFalse();
    assertThat(parse("sqrt(0 - x) > 1").fails(POINT)).isFalse();
  }

  @Test
  void shouldRecogniseWhatIsLinear() {
    Constraint.Linear linear =
        parse("2 * (x - y) / 4 + sqrt(16) <= 3 * `flow rate` - -1").linear("c").orElseThrow();
    assertThat(linear.terms()).isEqualTo(Map.of("x", 0.5, "y", -0.5, "flow rate", -3.0));
    assertThat(linear.relation()).isEqualTo(Relation.AT_MOST);
    assertThat(linear.bound()).isEqualTo(-3.0);
    assertThat(parse("x * y <= 1").linear("c")).isEmpty();
    assertThat(parse("x ^ 2 <= 1").linear("c")).isEmpty();
    assertThat(parse("1 / x <= 1").linear("c")).isEmpty();
    assertThat(parse("max(x, y) <= 1").linear("c")).isEmpty();
  }
}
