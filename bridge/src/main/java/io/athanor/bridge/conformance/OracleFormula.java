package io.athanor.bridge.conformance;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The oracle's own reading of a comparison: by the shunting-yard algorithm into postfix, where the
 * envelope's descends recursively. Knows numbers, names, {@code + - * / ^ ( )}, functions of one
 * argument, and {@code < <= > >=}.
 */
final class OracleFormula {
  private static final Pattern TOKEN =
      Pattern.compile("\\s*(?:(\\d+(?:\\.\\d*)?(?:[eE][+-]?\\d+)?)|([A-Za-z_]\\w*)|([-+*/^()]))");
  private static final Pattern SIGN = Pattern.compile("<=|>=|<|>");

  private final List<String> left;
  private final List<String> right;
  private final String sign;

  OracleFormula(String comparison) {
    Matcher found = SIGN.matcher(comparison);
    if (!found.find()) {
      throw new IllegalArgumentException("the oracle cannot read '" + comparison + "'");
    }
    sign = found.group();
    left = postfix(comparison.substring(0, found.start()));
    right = postfix(comparison.substring(found.end()));
  }

  /** Whether it holds; false where a side is no number. */
  boolean holds(Map<String, Double> numbers) {
    double a = value(left, numbers);
    double b = value(right, numbers);
    return switch (sign) {
      case "<" -> a < b;
      case "<=" -> a <= b;
      case ">" -> a > b;
      default -> a >= b;
    };
  }

  /** Whether it is certain not to hold. */
  boolean fails(Map<String, Double> numbers) {
    return !holds(numbers)
        && !Double.isNaN(value(left, numbers))
        && !Double.isNaN(value(right, numbers));
  }

  private static List<String> postfix(String text) {
    List<String> out = new ArrayList<>();
    Deque<String> stack = new ArrayDeque<>();
    Matcher token = TOKEN.matcher(text.strip());
    int at = 0;
    boolean operand = false;
    while (at < text.strip().length()) {
      if (!token.find(at) || token.start() != at) {
        throw new IllegalArgumentException("the oracle cannot read '" + text + "'");
      }
      at = token.end();
      if (token.group(1) != null) {
        out.add(token.group(1));
        operand = true;
      } else if (token.group(2) != null) {
        boolean function = text.strip().substring(at).stripLeading().startsWith("(");
        if (function) {
          stack.push("f:" + token.group(2));
        } else {
          out.add("n:" + token.group(2));
          operand = true;
        }
      } else {
        operand = sign(token.group(3), operand, out, stack);
      }
    }
    while (!stack.isEmpty()) {
      out.add(stack.pop());
    }
    return out;
  }

  private static boolean sign(String each, boolean operand, List<String> out, Deque<String> stack) {
    if (each.equals("(")) {
      stack.push(each);
      return false;
    }
    if (each.equals(")")) {
      while (!stack.peek().equals("(")) {
        out.add(stack.pop());
      }
      stack.pop();
      if (!stack.isEmpty() && stack.peek().startsWith("f:")) {
        out.add(stack.pop());
      }
      return true;
    }
    if (each.equals("-") && !operand) {
      out.add("0");
    }
    while (!stack.isEmpty()
        && !stack.peek().equals("(")
        && (rank(stack.peek()) > rank(each)
            || (rank(stack.peek()) == rank(each) && !each.equals("^")))) {
      out.add(stack.pop());
    }
    stack.push(each);
    return false;
  }

  private static int rank(String operator) {
    return switch (operator) {
      case "+", "-" -> 1;
      case "*", "/" -> 2;
      default -> 3;
    };
  }

  private static double value(List<String> postfix, Map<String, Double> numbers) {
    Deque<Double> stack = new ArrayDeque<>();
    for (String each : postfix) {
      if (each.startsWith("n:")) {
        stack.push(numbers.getOrDefault(each.substring(2), Double.NaN));
      } else if (each.startsWith("f:")) {
        stack.push(function(each.substring(2), stack.pop()));
      } else if (Character.isDigit(each.charAt(0))) {
        stack.push(Double.parseDouble(each));
      } else {
        double b = stack.pop();
        double a = stack.pop();
        stack.push(
            switch (each) {
              case "+" -> a + b;
              case "-" -> a - b;
              case "*" -> a * b;
              case "/" -> a / b;
              default -> StrictMath.pow(a, b);
            });
      }
    }
    return stack.pop();
  }

  private static double function(String name, double value) {
    return switch (name) {
      case "sqrt" -> StrictMath.sqrt(value);
      case "exp" -> StrictMath.exp(value);
      case "log" -> StrictMath.log(value);
      case "abs" -> Math.abs(value);
      default -> throw new IllegalArgumentException("the oracle does not know " + name + "()");
    };
  }
}
