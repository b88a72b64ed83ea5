package io.athanor.gateway;

import java.util.List;
import org.eclipse.paho.mqttv5.client.IMqttToken;
import org.eclipse.paho.mqttv5.client.MqttCallback;
import org.eclipse.paho.mqttv5.client.MqttDisconnectResponse;
import org.eclipse.paho.mqttv5.common.MqttException;
import org.eclipse.paho.mqttv5.common.MqttMessage;
import org.eclipse.paho.mqttv5.common.packet.MqttProperties;

/** Notes the topics of the messages that arrive. */
record Hearing(List<String> topics) implements MqttCallback {
  @Override
  public void messageArrived(String topic, MqttMessage message) {
    topics.add(topic);
  }

  @Override
  public void disconnected(MqttDisconnectResponse response) {
    // nothing to note
  }

  @Override
  public void mqttErrorOccurred(MqttException exception) {
    // nothing to note
  }

  @Override
  public void deliveryComplete(IMqttToken token) {
    // nothing to note
  }

  @Override
  public void connectComplete(boolean reconnect, String server) {
    // nothing to note
  }

  @Override
  public void authPacketArrived(int reasonCode, MqttProperties properties) {
    // nothing to note
  }
}
