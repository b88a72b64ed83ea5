package io.athanor.allinone.embedded;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/** TCP ports on the loopback interface, where everything embedded listens. */
public final class Ports {
  /** The only address an embedded part listens on. */
  public static final String LOOPBACK = "127.0.0.1";

  private Ports() {}

  /** A port nobody listens on now; another process may still take it before it is used. */
  public static int free() {
    try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getByName(LOOPBACK))) {
      return socket.getLocalPort();
    } catch (IOException e) {
      throw new StartException("no free port on " + LOOPBACK + ": " + e.getMessage(), e);
    }
  }

  /**
   * {@code port} itself if it can be listened on, a free one for 0.
   *
   * @param owner what wants it, for the message
   * @throws StartException if it is taken
   */
  public static int claim(int port, String owner) {
    if (port == 0) {
      return free();
    }
    try (ServerSocket socket = new ServerSocket()) {
      socket.setReuseAddress(true);
      socket.bind(new InetSocketAddress(LOOPBACK, port));
      return port;
    } catch (IOException e) {
      throw new StartException(
          "port "
              + port
              + " on "
              + LOOPBACK
              + ", wanted by the "
              + owner
              + ", is in use; stop what uses it or choose another port",
          e);
    }
  }
}
