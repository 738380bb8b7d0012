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
        Syslog = Syslog(root.Map("alerts")?.Map("syslog")),
        LogLevel = root.Map("logs")?.Text("level"),
        Otlp = NetworkScalars.Otlp.TryRead(root.Map("metrics")?.Find("otlp"), out Uri otlp) ? otlp : null,
        MetricsListen = NetworkScalars.Http.TryRead(root.Map("metrics")?.Find("listen"), out Uri metrics) ? metrics : null,
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
        CheckSecurity(node, broker, "mqtts");

        return new MqttSettings(broker)
        {
            Authority = node.Text("ca"),
            Certificate = node.Text("certificate"),
            Key = node.Text("key"),
            ServerName = node.Text("server-name"),
            Username = node.Text("username"),
            PasswordFile = node.Text("password-file"),
            IsVersion3 = node.Text("version") == "3.1.1",
        };
    }

    private SyslogSettings? Syslog(MapNode? node)
    {
        if (node is null || !NetworkScalars.Syslog.TryRead(node.Find("server"), out Uri server))
        {
            return null;
        }

        CheckTogether(node, "certificate", "key", "a client certificate is used with its key");
        CheckTogether(node, "key", "certificate", "a key is used with its certificate");
        CheckSecurity(node, server, "tls");
        return new SyslogSettings(server)
        {
            Authority = node.Text("ca"),
            Certificate = node.Text("certificate"),
            Key = node.Text("key"),
            ServerName = node.Text("server-name"),
        };
    }

    private void CheckSecurity(MapNode node, Uri server, string secure)
    {
        foreach (string key in new[] { "ca", "certificate", "key", "server-name" })
        {
            if (node.Find(key) is { } file && server.Scheme != secure)
            {
                string what = secure == "mqtts" ? "broker" : "server";
                problems.Error(file, $"`{key}` needs TLS, but the {what} is {Quote.Words(server.OriginalString)}; write {secure}://, or remove the key");
            }
        }

        foreach (string key in new[] { "ca", "certificate", "key", "password-file" })
        {
            if (node.Text(key) is { } file && !fileExists(file))
            {
                problems.Warning(node.Find(key)!, $"the file {Quote.Words(file)} does not exist; put it there, or mend the path");
            }
        }
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
