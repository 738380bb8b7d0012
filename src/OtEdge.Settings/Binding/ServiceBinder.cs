using System.Net;
using OtEdge.Settings.Model;
using OtEdge.Settings.Shapes;
using OtEdge.Settings.Yaml;

namespace OtEdge.Settings.Binding;

/// <summary>Binds `data-plane`, `recording`, `alerts`, `console` and `server`.</summary>
internal sealed class ServiceBinder(MapNode root, Func<string, bool> fileExists, ProblemList problems)
{
    public SettingsModel Bind(SettingsModel model) => model with
    {
        Transport = root.Map("data-plane")?.Read("transport", SiteShapes.Transport, DataPlaneTransport.Auto) ?? DataPlaneTransport.Auto,
        IsRecording = root.Map("recording")?.Read("enabled", Scalars.Choice(("true", true), ("false", false)), true) ?? true,
        Mqtt = Mqtt(root.Map("alerts")?.Map("mqtt")),
        ConsoleListen = ConsoleListen(),
        ServerListen = NetworkScalars.OpcTcp.TryRead(root.Map("server")?.Find("listen"), out Uri server) ? server : null,
    };

    private MqttSettings? Mqtt(MapNode? node)
    {
        if (node is null || !NetworkScalars.Broker.TryRead(node.Find("broker"), out Uri broker))
        {
            return null;
        }

        CheckTogether(node, "certificate", "key", "a client certificate is used with its key");
        CheckTogether(node, "key", "certificate", "a key is used with its certificate");
        CheckTogether(node, "password-file", "username", "a password goes with a user name");
        foreach (string key in new[] { "ca", "certificate", "key" })
        {
            if (node.Find(key) is { } file && broker.Scheme == "mqtt")
            {
                problems.Error(file, $"`{key}` needs TLS, but the broker is {Quote.Words(broker.OriginalString)}; write mqtts://, or remove the key");
            }
        }

        foreach (string key in new[] { "ca", "certificate", "key", "password-file" })
        {
            if (node.Text(key) is { } file && !fileExists(file))
            {
                problems.Warning(node.Find(key)!, $"the file {Quote.Words(file)} does not exist; put it there, or mend the path");
            }
        }

        return new MqttSettings(broker)
        {
            Authority = node.Text("ca"),
            Certificate = node.Text("certificate"),
            Key = node.Text("key"),
            Username = node.Text("username"),
            PasswordFile = node.Text("password-file"),
            IsVersion3 = node.Text("version") == "3.1.1",
        };
    }

    private void CheckTogether(MapNode node, string key, string partner, string why)
    {
        if (node.Find(key) is { } there && node.Find(partner) is null)
        {
            problems.Error(there, $"`{key}` stands without `{partner}`; {why}");
        }
    }

    private Uri? ConsoleListen()
    {
        SettingsNode? node = root.Map("console")?.Find("listen");
        if (!NetworkScalars.Https.TryRead(node, out Uri url))
        {
            return null;
        }

        bool isLoopback = url.Host == "localhost" || (IPAddress.TryParse(url.Host.Trim('[', ']'), out IPAddress? address) && IPAddress.IsLoopback(address));
        if (url.Scheme == "http" && !isLoopback)
        {
            problems.Error(node!, $"{Quote.Words(url.OriginalString)} is reachable from elsewhere, and passwords would cross the network in the clear; write https://");
        }

        return url;
    }
}
