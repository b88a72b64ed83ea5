package io.athanor.materials.composition;

import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The chemical elements 1 to 118; a constant's name is its symbol.
 *
 * <p>Sources: standard (conventional) atomic weights of Meija et al., Pure Appl. Chem. 88, 265
 * (2016), the longest-lived isotope where there is no stable one; Pauling electronegativities as
 * tabulated in the CRC Handbook; covalent radii of Cordero et al., Dalton Trans. 2832 (2008), the
 * sp3 value for carbon and the low-spin value for manganese, iron and cobalt.
 */
public enum Element {
  H(1, 1.008, 2.2, 0.31),
  He(2, 4.002602, Double.NaN, 0.28),
  Li(3, 6.94, 0.98, 1.28),
  Be(4, 9.0121831, 1.57, 0.96),
  B(5, 10.81, 2.04, 0.84),
  C(6, 12.011, 2.55, 0.76),
  N(7, 14.007, 3.04, 0.71),
  O(8, 15.999, 3.44, 0.66),
  F(9, 18.998403163, 3.98, 0.57),
  Ne(10, 20.1797, Double.NaN, 0.58),
  Na(11, 22.98976928, 0.93, 1.66),
  Mg(12, 24.305, 1.31, 1.41),
  Al(13, 26.9815385, 1.61, 1.21),
  Si(14, 28.085, 1.9, 1.11),
  P(15, 30.973761998, 2.19, 1.07),
  S(16, 32.06, 2.58, 1.05),
  Cl(17, 35.45, 3.16, 1.02),
  Ar(18, 39.948, Double.NaN, 1.06),
  K(19, 39.0983, 0.82, 2.03),
  Ca(20, 40.078, 1.0, 1.76),
  Sc(21, 44.955908, 1.36, 1.7),
  Ti(22, 47.867, 1.54, 1.6),
  V(23, 50.9415, 1.63, 1.53),
  Cr(24, 51.9961, 1.66, 1.39),
  Mn(25, 54.938044, 1.55, 1.39),
  Fe(26, 55.845, 1.83, 1.32),
  Co(27, 58.933194, 1.88, 1.26),
  Ni(28, 58.6934, 1.91, 1.24),
  Cu(29, 63.546, 1.9, 1.32),
  Zn(30, 65.38, 1.65, 1.22),
  Ga(31, 69.723, 1.81, 1.22),
  Ge(32, 72.63, 2.01, 1.2),
  As(33, 74.921595, 2.18, 1.19),
  Se(34, 78.971, 2.55, 1.2),
  Br(35, 79.904, 2.96, 1.2),
  Kr(36, 83.798, 3.0, 1.16),
  Rb(37, 85.4678, 0.82, 2.2),
  Sr(38, 87.62, 0.95, 1.95),
  Y(39, 88.90584, 1.22, 1.9),
  Zr(40, 91.224, 1.33, 1.75),
  Nb(41, 92.90637, 1.6, 1.64),
  Mo(42, 95.95, 2.16, 1.54),
  Tc(43, 97.90721, 1.9, 1.47),
  Ru(44, 101.07, 2.2, 1.46),
  Rh(45, 102.9055, 2.28, 1.42),
  Pd(46, 106.42, 2.2, 1.39),
  Ag(47, 107.8682, 1.93, 1.45),
  Cd(48, 112.414, 1.69, 1.44),
  In(49, 114.818, 1.78, 1.42),
  Sn(50, 118.71, 1.96, 1.39),
  Sb(51, 121.76, 2.05, 1.39),
  Te(52, 127.6, 2.1, 1.38),
  I(53, 126.90447, 2.66, 1.39),
  Xe(54, 131.293, 2.6, 1.4),
  Cs(55, 132.90545196, 0.79, 2.44),
  Ba(56, 137.327, 0.89, 2.15),
  La(57, 138.90547, 1.1, 2.07),
  Ce(58, 140.116, 1.12, 2.04),
  Pr(59, 140.90766, 1.13, 2.03),
  Nd(60, 144.242, 1.14, 2.01),
  Pm(61, 144.91276, 1.13, 1.99),
  Sm(62, 150.36, 1.17, 1.98),
  Eu(63, 151.964, 1.2, 1.98),
  Gd(64, 157.25, 1.2, 1.96),
  Tb(65, 158.92535, 1.1, 1.94),
  Dy(66, 162.5, 1.22, 1.92),
  Ho(67, 164.93033, 1.23, 1.92),
  Er(68, 167.259, 1.24, 1.89),
  Tm(69, 168.93422, 1.25, 1.9),
  Yb(70, 173.054, 1.1, 1.87),
  Lu(71, 174.9668, 1.27, 1.87),
  Hf(72, 178.49, 1.3, 1.75),
  Ta(73, 180.94788, 1.5, 1.7),
  W(74, 183.84, 2.36, 1.62),
  Re(75, 186.207, 1.9, 1.51),
  Os(76, 190.23, 2.2, 1.44),
  Ir(77, 192.217, 2.2, 1.41),
  Pt(78, 195.084, 2.28, 1.36),
  Au(79, 196.966569, 2.54, 1.36),
  Hg(80, 200.592, 2.0, 1.32),
  Tl(81, 204.38, 1.62, 1.45),
  Pb(82, 207.2, 2.33, 1.46),
  Bi(83, 208.9804, 2.02, 1.48),
  Po(84, 208.98243, 2.0, 1.4),
  At(85, 209.98715, 2.2, 1.5),
  Rn(86, 222.01758, 2.2, 1.5),
  Fr(87, 223.01974, 0.7, 2.6),
  Ra(88, 226.02541, 0.9, 2.21),
  Ac(89, 227.02775, 1.1, 2.15),
  Th(90, 232.0377, 1.3, 2.06),
  Pa(91, 231.03588, 1.5, 2.0),
  U(92, 238.02891, 1.38, 1.96),
  Np(93, 237.04817, 1.36, 1.9),
  Pu(94, 244.06421, 1.28, 1.87),
  Am(95, 243.06138, 1.13, 1.8),
  Cm(96, 247.07035, 1.28, 1.69),
  Bk(97, 247.07031, 1.3, Double.NaN),
  Cf(98, 251.07959, 1.3, Double.NaN),
  Es(99, 252.083, 1.3, Double.NaN),
  Fm(100, 257.09511, 1.3, Double.NaN),
  Md(101, 258.09843, 1.3, Double.NaN),
  No(102, 259.101, 1.3, Double.NaN),
  Lr(103, 262.11, 1.3, Double.NaN),
  Rf(104, 267.122, Double.NaN, Double.NaN),
  Db(105, 268.126, Double.NaN, Double.NaN),
  Sg(106, 271.134, Double.NaN, Double.NaN),
  Bh(107, 270.133, Double.NaN, Double.NaN),
  Hs(108, 269.1338, Double.NaN, Double.NaN),
  Mt(109, 278.156, Double.NaN, Double.NaN),
  Ds(110, 281.165, Double.NaN, Double.NaN),
  Rg(111, 281.166, Double.NaN, Double.NaN),
  Cn(112, 285.177, Double.NaN, Double.NaN),
  Nh(113, 286.182, Double.NaN, Double.NaN),
  Fl(114, 289.19, Double.NaN, Double.NaN),
  Mc(115, 289.194, Double.NaN, Double.NaN),
  Lv(116, 293.204, Double.NaN, Double.NaN),
  Ts(117, 293.208, Double.NaN, Double.NaN),
  Og(118, 294.214, Double.NaN, Double.NaN);

  private static final List<Element> BY_NUMBER = List.of(values());
  private static final Map<String, Element> BY_SYMBOL = bySymbol();

  private final int atomicNumber;
  private final double atomicMass;
  private final double electronegativity;
  private final double covalentRadius;

  Element(int atomicNumber, double atomicMass, double electronegativity, double covalentRadius) {
    this.atomicNumber = atomicNumber;
    this.atomicMass = atomicMass;
    this.electronegativity = electronegativity;
    this.covalentRadius = covalentRadius;
  }

  /** The element written with this symbol (case matters), or empty. */
  public static Optional<Element> ofSymbol(String symbol) {
    return Optional.ofNullable(BY_SYMBOL.get(symbol));
  }

  /**
   * The element with this atomic number.
   *
   * @throws IllegalArgumentException outside 1..118
   */
  public static Element ofAtomicNumber(int atomicNumber) {
    if (atomicNumber < 1 || atomicNumber > BY_NUMBER.size()) {
      throw new IllegalArgumentException("atomicNumber must be in 1..118 but is " + atomicNumber);
    }
    return BY_NUMBER.get(atomicNumber - 1);
  }

  /** Symbol, such as {@code Fe}. */
  public String symbol() {
    return name();
  }

  /** Number of protons, 1..118. */
  public int atomicNumber() {
    return atomicNumber;
  }

  /** Mass of one atom in u (equally g/mol). */
  public double atomicMass() {
    return atomicMass;
  }

  /** Pauling electronegativity (dimensionless), NaN where none is tabulated. */
  public double electronegativity() {
    return electronegativity;
  }

  /** Covalent radius in Angstrom, NaN above curium. */
  public double covalentRadius() {
    return covalentRadius;
  }

  private static Map<String, Element> bySymbol() {
    Map<String, Element> map = new HashMap<>();
    for (Element element : values()) {
      map.put(element.name(), element);
    }
    return Collections.unmodifiableMap(map);
  }
}
