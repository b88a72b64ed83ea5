package io.athanor.allinone.invention;

import io.athanor.generator.Assessment;
import io.athanor.generator.Brief;
import io.athanor.generator.Draft;
import io.athanor.generator.Generator;
import io.athanor.generator.structure.Blueprint;
import io.athanor.generator.structure.Corpus;
import io.athanor.generator.structure.Entry;
import io.athanor.generator.structure.Material;
import io.athanor.generator.structure.Prototype;
import io.athanor.generator.structure.VolumeModel;
import io.athanor.inference.generative.LatentDecoder;
import io.athanor.inference.generative.LatentDecoder.Allowed;
import io.athanor.inference.generative.Sketch;
import io.athanor.materials.composition.Element;
import io.athanor.materials.crystal.Crystal;
import io.athanor.materials.crystal.CrystalException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.SplittableRandom;
import java.util.TreeMap;

/**
 * The learned generator: known materials are taken as points of the latent space, those that
 * promise most are moved along the gradient of the merit, and what stands there is written by the
 * decoder. Types take their places and cells from the corpus.
 *
 * @param decoder trained on the latent space of the model that the brief's surrogate asks; the
 *     caller closes it
 */
public record LatentGenerator(LatentDecoder decoder) implements Generator {
  private static final int BASES = 300;
  private static final int TRIES = 6;
  private static final double TEMPERATURE = 0.8;

  @Override
  public String name() {
    return "latent";
  }

  @Override
  public List<Draft> drafts(Brief brief, int count, long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    Map<String, List<Entry>> stock = stock(brief);
    if (stock.isEmpty()) {
      return List.of();
    }
    LatentAscent ascent = LatentAscent.of(bases(brief, stock, random), decoder.latentSize());
    Allowed allowed =
        new Allowed(
            stock::containsKey,
            number -> brief.goal().elements().allows(Element.ofAtomicNumber(number)));
    List<LatentAscent.Target> targets = ascent.targets(TRIES * count, random);
    List<Sketch> sketches =
        decoder.decode(
            targets.stream().map(LatentAscent.Target::point).toList(),
            allowed,
            TEMPERATURE,
            random.nextLong());
    VolumeModel volumes = VolumeModel.of(brief.corpus());
    List<Draft> drafts = new ArrayList<>();
    Set<Sketch> written = new HashSet<>();
    for (int i = 0; i < sketches.size() && drafts.size() < count; i++) {
      if (written.add(sketches.get(i))) {
        draft(sketches.get(i), targets.get(i), stock, volumes).ifPresent(drafts::add);
      }
    }
    return drafts;
  }

  /** Entries of the corpus that fit the goal and whose type the decoder can write, by type. */
  private Map<String, List<Entry>> stock(Brief brief) {
    Map<String, List<Entry>> stock = new TreeMap<>();
    brief
        .corpus()
        .byType()
        .forEach(
            (type, entries) -> {
              Prototype prototype = entries.get(0).blueprint().prototype();
              boolean same =
                  decoder.vocabulary().number(type).isPresent()
                      && decoder
                              .vocabulary()
                              .orbits()
                              .get(decoder.vocabulary().number(type).getAsInt())
                          == prototype.orbits();
              if (same && brief.goal().allows(prototype)) {
                stock.put(type, entries);
              }
            });
    return stock;
  }

  /** Known materials with their latent points and merits: what exists, and some of the corpus. */
  private static List<LatentAscent.Base> bases(
      Brief brief, Map<String, List<Entry>> stock, SplittableRandom random) {
    List<Material> materials = new ArrayList<>();
    brief.known().stream()
        .filter(each -> !each.values().isEmpty())
        .forEach(each -> materials.add(new Material(each.id(), each.crystal())));
    List<Entry> entries = stock.values().stream().flatMap(List::stream).toList();
    for (int draw = 0; draw < Math.min(BASES, entries.size()); draw++) {
      Entry entry =
          entries.size() <= BASES ? entries.get(draw) : entries.get(random.nextInt(entries.size()));
      materials.add(new Material(entry.id(), entry.blueprint().crystal()));
    }
    List<Assessment> assessments =
        brief.surrogate().assess(materials.stream().map(Material::crystal).toList());
    double[] merits = brief.merit().of(assessments);
    List<LatentAscent.Base> bases = new ArrayList<>();
    for (int i = 0; i < merits.length; i++) {
      if (merits[i] > Double.NEGATIVE_INFINITY) {
        bases.add(
            new LatentAscent.Base(
                materials.get(i).id(), assessments.get(i).embedding(), merits[i]));
      }
    }
    return bases;
  }

  private static Optional<Draft> draft(
      Sketch sketch,
      LatentAscent.Target target,
      Map<String, List<Entry>> stock,
      VolumeModel volumes) {
    List<Element> occupants = sketch.elements().stream().map(Element::ofAtomicNumber).toList();
    Entry nearest = nearest(stock.get(sketch.type()), occupants);
    Blueprint parent = nearest.blueprint();
    if (parent.occupants().equals(occupants)) {
      return Optional.empty();
    }
    Blueprint changed = new Blueprint(parent.prototype(), occupants, parent.cell());
    List<String> edits = new ArrayList<>();
    for (int orbit = 0; orbit < occupants.size(); orbit++) {
      if (parent.occupants().get(orbit) != occupants.get(orbit)) {
        edits.add(parent.occupants().get(orbit) + " -> " + occupants.get(orbit));
      }
    }
    try {
      Crystal crystal = volumes.fitted(parent, changed).crystal();
      return Optional.of(
          new Draft(
              crystal,
              List.of(nearest.id(), target.base()),
              edits,
              List.of(
                  "structure type " + parent.prototype().name(),
                  String.format(
                      Locale.ROOT,
                      "decoded %.1f from %s, where the merit grows",
                      target.distance(),
                      target.base()))));
    } catch (CrystalException impossible) {
      return Optional.empty();
    }
  }

  /** The entry with most of its orbits taken alike; the first of those. */
  private static Entry nearest(List<Entry> entries, List<Element> occupants) {
    Entry nearest = entries.get(0);
    int most = -1;
    for (Entry entry : entries) {
      int alike = 0;
      for (int orbit = 0; orbit < occupants.size(); orbit++) {
        alike += entry.blueprint().occupants().get(orbit) == occupants.get(orbit) ? 1 : 0;
      }
      if (alike > most) {
        most = alike;
        nearest = entry;
      }
    }
    return nearest;
  }

  /** A crystal as the decoder writes it: its structure type and what is on each orbit. */
  public static Sketch sketch(Crystal crystal) {
    Blueprint blueprint = Corpus.mined(crystal);
    return new Sketch(
        blueprint.prototype().type(),
        blueprint.occupants().stream().map(Element::atomicNumber).toList());
  }
}
