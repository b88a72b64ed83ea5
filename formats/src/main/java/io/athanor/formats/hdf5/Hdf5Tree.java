package io.athanor.formats.hdf5;

import io.jhdf.AttributeImpl;
import io.jhdf.Constants;
import io.jhdf.FractalHeap;
import io.jhdf.GroupSymbolTableNode;
import io.jhdf.LocalHeap;
import io.jhdf.ObjectHeader;
import io.jhdf.Superblock;
import io.jhdf.SymbolTableEntry;
import io.jhdf.Utils;
import io.jhdf.api.Attribute;
import io.jhdf.api.Dataset;
import io.jhdf.btree.BTreeV1;
import io.jhdf.btree.BTreeV2;
import io.jhdf.btree.record.AttributeNameForIndexedAttributesRecord;
import io.jhdf.btree.record.LinkNameForIndexedGroupRecord;
import io.jhdf.dataset.DatasetLoader;
import io.jhdf.dataset.NoParent;
import io.jhdf.exceptions.HdfException;
import io.jhdf.object.message.AttributeInfoMessage;
import io.jhdf.object.message.AttributeMessage;
import io.jhdf.object.message.DataLayoutMessage;
import io.jhdf.object.message.LinkInfoMessage;
import io.jhdf.object.message.LinkMessage;
import io.jhdf.object.message.SymbolTableMessage;
import java.nio.ByteBuffer;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * Groups and datasets of a file, each read once, when asked for. Links within the file are followed
 * a few times; links to other files never.
 */
final class Hdf5Tree {
  /** What one object may take to read, bytes. */
  static final long OBJECT = 4L * 1024 * 1024;

  private static final int MOST_OBJECTS = 5_000;
  private static final int MOST_LINKS = 20_000;
  private static final int MOST_HOPS = 8;

  /** Where a child is: an address, or another path. */
  record Link(long address, Optional<String> path) {}

  /** A group (with links) or a dataset. */
  record Item(
      long address,
      Map<String, Attribute> attributes,
      Map<String, Link> links,
      Optional<Dataset> dataset) {}

  private final BoundedStorage storage;
  private final long rootAddress;
  private final Map<Long, Item> items = new HashMap<>();
  private int links;

  Hdf5Tree(byte[] file) {
    storage = new BoundedStorage(file);
    storage.allow(OBJECT);
    Superblock superblock = storage.getSuperblock();
    if (superblock instanceof Superblock.SuperblockV0V1 old) {
      rootAddress =
          new SymbolTableEntry(storage, old.getRootGroupSymbolTableAddress())
              .getObjectHeaderAddress();
    } else if (superblock instanceof Superblock.SuperblockV2V3 recent) {
      rootAddress = recent.getRootGroupObjectHeaderAddress();
    } else {
      throw new HdfException("an unknown version of the superblock");
    }
  }

  BoundedStorage storage() {
    return storage;
  }

  Item root() {
    return item(rootAddress, "");
  }

  /** The child of a group, links resolved; empty where there is none in this file. */
  Optional<Item> child(Item group, String name) {
    return Optional.ofNullable(group.links().get(name))
        .flatMap(link -> target(group, name, link, 0));
  }

  private Optional<Item> target(Item group, String name, Link link, int hops) {
    if (link.path().isEmpty()) {
      return link.address() < 0 ? Optional.empty() : Optional.of(item(link.address(), name));
    }
    if (hops == MOST_HOPS) {
      return Optional.empty();
    }
    String path = link.path().get();
    Item at = path.startsWith("/") ? root() : group;
    for (String step : path.split("/", -1)) {
      if (step.isEmpty() || step.equals(".")) {
        continue;
      }
      Link next = at.links().get(step);
      Optional<Item> item = next == null ? Optional.empty() : target(at, step, next, hops + 1);
      if (item.isEmpty()) {
        return Optional.empty();
      }
      at = item.get();
    }
    return Optional.of(at);
  }

  private Item item(long address, String name) {
    Item known = items.get(address);
    if (known != null) {
      return known;
    }
    if (items.size() == MOST_OBJECTS) {
      throw new HdfException("more than " + MOST_OBJECTS + " groups and datasets");
    }
    storage.allow(OBJECT);
    ObjectHeader header = ObjectHeader.readObjectHeader(storage, address);
    Optional<Dataset> dataset = Optional.empty();
    Map<String, Link> children = Map.of();
    if (header.hasMessageOfType(DataLayoutMessage.class)) {
      dataset = Optional.of(DatasetLoader.createDataset(storage, header, name, NoParent.INSTANCE));
    } else {
      children = links(header);
    }
    Item item = new Item(address, attributes(header), children, dataset);
    items.put(address, item);
    return item;
  }

  private Map<String, Attribute> attributes(ObjectHeader header) {
    List<AttributeMessage> messages = new ArrayList<>();
    for (AttributeInfoMessage info : header.getMessagesOfType(AttributeInfoMessage.class)) {
      if (info.getFractalHeapAddress() != Constants.UNDEFINED_ADDRESS) {
        FractalHeap heap = new FractalHeap(storage, info.getFractalHeapAddress());
        BTreeV2<AttributeNameForIndexedAttributesRecord> tree =
            new BTreeV2<>(storage, info.getAttributeNameBTreeAddress());
        for (AttributeNameForIndexedAttributesRecord each : tree.getRecords()) {
          messages.add(
              new AttributeMessage(heap.getId(each.getHeapId()), storage, each.getFlags()));
        }
      }
    }
    messages.addAll(header.getMessagesOfType(AttributeMessage.class));
    Map<String, Attribute> attributes = new TreeMap<>();
    for (AttributeMessage message : messages) {
      attributes.put(message.getName(), new AttributeImpl(storage, NoParent.INSTANCE, message));
    }
    return attributes;
  }

  private Map<String, Link> links(ObjectHeader header) {
    Map<String, Link> found = new LinkedHashMap<>();
    for (SymbolTableMessage table : header.getMessagesOfType(SymbolTableMessage.class)) {
      symbols(table, found);
    }
    for (LinkMessage message : header.getMessagesOfType(LinkMessage.class)) {
      put(found, message);
    }
    for (LinkInfoMessage info : header.getMessagesOfType(LinkInfoMessage.class)) {
      if (info.getBTreeNameIndexAddress() != Constants.UNDEFINED_ADDRESS) {
        FractalHeap heap = new FractalHeap(storage, info.getFractalHeapAddress());
        BTreeV2<LinkNameForIndexedGroupRecord> tree =
            new BTreeV2<>(storage, info.getBTreeNameIndexAddress());
        for (LinkNameForIndexedGroupRecord each : tree.getRecords()) {
          put(found, LinkMessage.fromBuffer(heap.getId(each.getId()), storage.getSuperblock()));
        }
      }
    }
    return found;
  }

  private void put(Map<String, Link> found, LinkMessage message) {
    Link link =
        switch (message.getLinkType()) {
          case HARD -> new Link(message.getHardLinkAddress(), Optional.empty());
          case SOFT -> new Link(-1, Optional.of(message.getSoftLink()));
          case EXTERNAL -> new Link(-1, Optional.empty());
        };
    put(found, message.getLinkName(), link);
  }

  private void put(Map<String, Link> found, String name, Link link) {
    if (++links > MOST_LINKS) {
      throw new HdfException("more than " + MOST_LINKS + " links");
    }
    found.put(name, link);
  }

  /** A group as HDF5 1.6 writes it: a tree of tables, and a heap of names. */
  private void symbols(SymbolTableMessage table, Map<String, Link> found) {
    ByteBuffer names = new LocalHeap(storage, table.getLocalHeapAddress()).getDataBuffer();
    BTreeV1 tree = BTreeV1.createGroupBTree(storage, table.getBTreeAddress());
    for (long address : tree.getChildAddresses()) {
      GroupSymbolTableNode node = new GroupSymbolTableNode(storage, address);
      for (SymbolTableEntry entry : node.getSymbolTableEntries()) {
        String name = text(names, entry.getLinkNameOffset());
        boolean soft = entry.getCacheType() == 2;
        put(
            found,
            name,
            soft
                ? new Link(-1, Optional.of(text(names, entry.getLinkValueOffset())))
                : new Link(entry.getObjectHeaderAddress(), Optional.empty()));
      }
    }
  }

  private static String text(ByteBuffer names, int offset) {
    return Utils.readUntilNull(names.duplicate().position(offset));
  }
}
