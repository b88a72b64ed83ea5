package io.athanor.inference.model;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;

/** Contacts between sites of a periodic cell, over all images. */
final class PeriodicSites {
  private static final double ITSELF = 1e-6;
  private static final double GROWTH = 1.25;
  private static final double LIMIT = 200;

  /**
   * One contact.
   *
   * @param site index of the far site in the cell
   * @param distance angstrom
   * @param a cell of the far site along the first vector, both sites wrapped
   * @param b along the second
   * @param c along the third
   */
  record Contact(int site, double distance, int a, int b, int c) {}

  private final double[][] lattice;
  private final double[][] fractional;
  private final double[] planeSpacing;
  private final double volume;

  PeriodicSites(double[][] lattice, double[][] fractional) {
    this.lattice = lattice;
    double[][] normals = {
      cross(lattice[1], lattice[2]), cross(lattice[2], lattice[0]), cross(lattice[0], lattice[1])
    };
    this.volume = Math.abs(dot(lattice[0], normals[0]));
    if (!(volume > 1e-6) || Double.isInfinite(volume)) {
      throw new IllegalArgumentException("lattice must span a positive finite volume");
    }
    this.planeSpacing = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      planeSpacing[axis] = volume / Math.sqrt(dot(normals[axis], normals[axis]));
    }
    this.fractional = new double[fractional.length][3];
    for (int site = 0; site < fractional.length; site++) {
      for (int axis = 0; axis < 3; axis++) {
        double coordinate = fractional[site][axis];
        this.fractional[site][axis] = coordinate - Math.floor(coordinate);
      }
    }
  }

  /**
   * Per site: contacts sorted by distance, complete up to a multiple of the k-th distance.
   *
   * @param count k
   * @param factor that multiple, at least 1
   */
  List<List<Contact>> nearest(int count, double factor) {
    double perAtom = volume / fractional.length;
    double radius = Math.cbrt(perAtom * (count + 6) * 3 / (4 * Math.PI)) * factor;
    List<List<Contact>> result = new ArrayList<>();
    for (int site = 0; site < fractional.length; site++) {
      double reach = radius;
      List<Contact> contacts = within(site, reach);
      while (contacts.size() < count || contacts.get(count - 1).distance() * factor > reach) {
        reach *= GROWTH;
        if (reach > LIMIT) {
          throw new IllegalArgumentException("a site has too few neighbours within " + LIMIT);
        }
        contacts = within(site, reach);
      }
      result.add(contacts);
    }
    return result;
  }

  /** The vector from a site to the far end of one of its contacts, angstrom. */
  double[] vector(int site, Contact contact) {
    double[] near = fractional[site];
    double[] far = fractional[contact.site()];
    double[] delta = {
      far[0] + contact.a() - near[0], far[1] + contact.b() - near[1], far[2] + contact.c() - near[2]
    };
    double[] vector = new double[3];
    for (int axis = 0; axis < 3; axis++) {
      vector[axis] =
          delta[0] * lattice[0][axis] + delta[1] * lattice[1][axis] + delta[2] * lattice[2][axis];
    }
    return vector;
  }

  private List<Contact> within(int site, double radius) {
    int[] reach = new int[3];
    for (int axis = 0; axis < 3; axis++) {
      reach[axis] = (int) Math.ceil(radius / planeSpacing[axis]);
    }
    List<Contact> contacts = new ArrayList<>();
    double limit = radius * radius;
    double[] delta = new double[3];
    for (int other = 0; other < fractional.length; other++) {
      for (int a = -reach[0]; a <= reach[0]; a++) {
        delta[0] = fractional[other][0] + a - fractional[site][0];
        for (int b = -reach[1]; b <= reach[1]; b++) {
          delta[1] = fractional[other][1] + b - fractional[site][1];
          for (int c = -reach[2]; c <= reach[2]; c++) {
            delta[2] = fractional[other][2] + c - fractional[site][2];
            double squared = squaredLength(delta);
            if (squared <= limit && squared > ITSELF) {
              contacts.add(new Contact(other, Math.sqrt(squared), a, b, c));
            }
          }
        }
      }
    }
    contacts.sort(Comparator.comparingDouble(Contact::distance).thenComparingInt(Contact::site));
    return contacts;
  }

  private double squaredLength(double[] delta) {
    double sum = 0;
    for (int axis = 0; axis < 3; axis++) {
      double component =
          delta[0] * lattice[0][axis] + delta[1] * lattice[1][axis] + delta[2] * lattice[2][axis];
      sum += component * component;
    }
    return sum;
  }

  private static double[] cross(double[] left, double[] right) {
    return new double[] {
      left[1] * right[2] - left[2] * right[1],
      left[2] * right[0] - left[0] * right[2],
      left[0] * right[1] - left[1] * right[0]
    };
  }

  private static double dot(double[] left, double[] right) {
    return left[0] * right[0] + left[1] * right[1] + left[2] * right[2];
  }
}
