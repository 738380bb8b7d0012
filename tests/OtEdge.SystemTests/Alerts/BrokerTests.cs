using System.Diagnostics;
using System.Net;
using System.Net.Sockets;
using System.Text.Json;
using OtEdge.SystemTests.Running;
using Xunit;

namespace OtEdge.SystemTests.Alerts;

/// <summary>What a new user sees with mosquitto_sub, and what becomes of brokers that trouble.</summary>
public sealed class BrokerTests
{
    private const string Prefix = "otedge/test/edge-1";

    [Fact]
    public async Task A_new_user_sees_birth_states_an_alert_a_change_and_the_last_will()
    {
        await using Mosquitto broker = Mosquitto.Make();
        await broker.Start();
        using TcpListener device = AlertingSite.SilentDevice();
        await using OtEdgeProcess gateway = await OtEdgeProcess.Start(Files(device, broker, ""));
        await using MqttListener listener = await MqttListener.Start(broker.Port);

        await listener.Await($"{Prefix}/status", payload => payload.Contains("\"online\":true"));
        await listener.Await($"{Prefix}/zones/filling/state", payload => payload.Contains("\"observe\""));
        await listener.Await($"{Prefix}/conduits/line-1/state", payload => payload.Contains("\"mode\":\"observe\""));

        await AlertingSite.Write(await gateway.Port("line-1"), "127.0.0.99", 120, 1);
        string alert = await listener.Await($"{Prefix}/alerts/high/line-1", _ => true);
        JsonElement cloudEvent = JsonElement.Parse(alert);
        Assert.Equal("1.0", cloudEvent.GetProperty("specversion").GetString());
        JsonElement data = cloudEvent.GetProperty("data");
        string id = cloudEvent.GetProperty("id").GetString()!;
        Assert.Equal(id, data.GetProperty("id").GetString());
        Assert.Contains("127.0.0.99 was refused: the pinned refusal no-single-writes (policies/line.yaml:", data.GetProperty("text").GetString());
        Assert.Equal("plc", data.GetProperty("asset").GetString());
        Assert.Contains(id, (await gateway.Run("alerts", "show", id)).Succeeded().Output);

        (await gateway.Run("change", "propose", "line-1", "--mode", "monitor", "--reason", "test", "--yes")).Succeeded();
        await listener.Await($"{Prefix}/changes/c-0001", payload => payload.Contains("\"state\":\"draft\""));
        await listener.Await($"{Prefix}/changes/c-0001", payload => payload.Contains("\"state\":\"confirmed\""));
        await listener.Await($"{Prefix}/changes/c-0001", payload => payload.Length == 0);
        await listener.Await($"{Prefix}/conduits/line-1/state", payload => payload.Contains("\"mode\":\"monitor\""));

        await gateway.Kill();
        await listener.Await($"{Prefix}/status", payload => payload == "{\"online\":false}");
    }

    [Fact]
    public async Task Version_3_1_1_with_a_password_from_a_file_is_served_and_a_wrong_one_is_told()
    {
        await using Mosquitto broker = Mosquitto.Make("allow_anonymous false\npassword_file FOLDER/users");
        using (Process made = Process.Start("/usr/bin/mosquitto_passwd", ["-c", "-b", Path.Combine(broker.Folder, "users"), "otedge", "kept-secret-9"]))
        {
            await made.WaitForExitAsync();
        }

        await broker.Start();
        using TcpListener device = AlertingSite.SilentDevice();
        string secret = Path.Combine(broker.Folder, "secret");
        await File.WriteAllTextAsync(secret, "wrong\n");
        await using OtEdgeProcess gateway = await OtEdgeProcess.Start(
            Files(device, broker, $", username: otedge, password-file: {secret}, version: 3.1.1"));
        await AlertingSite.IsInTrouble(gateway, "password-file");
        Assert.Contains("password-file", (await gateway.Run("doctor")).Output);

        await File.WriteAllTextAsync(secret, "kept-secret-9\n");
        await AlertingSite.IsTold(gateway);
        await using MqttListener listener = await MqttListener.Start(broker.Port, "-u", "otedge", "-P", "kept-secret-9");
        Assert.Equal(0, (await gateway.Run("alerts", "test", "--severity", "high")).ExitCode);
        await listener.Await($"{Prefix}/alerts/high/gateway", payload => payload.Contains("otedge.alert.test"));
        foreach (string file in Directory.GetFiles(gateway.StateDirectory, "*", SearchOption.AllDirectories).Where(file => !file.EndsWith(".sock") && !file.EndsWith(".lock")))
        {
            Assert.DoesNotContain("kept-secret-9", await ReadShared(file));
        }

        Assert.DoesNotContain("kept-secret-9", gateway.Log);
    }

    [Fact]
    public async Task Tls_with_a_client_certificate_is_served_and_a_strange_or_expired_certificate_is_not_until_it_is_renewed()
    {
        using var authority = new TestAuthority();
        await using Mosquitto broker = Mosquitto.Make(
            "allow_anonymous true\ncafile FOLDER/ca.pem\ncertfile FOLDER/server.pem\nkeyfile FOLDER/server.key\nrequire_certificate true");
        authority.Write(broker.Folder, "server", "broker.acme.example", expired: false);
        authority.Write(broker.Folder, "client", "otedge", expired: false);
        await broker.Start();
        using TcpListener device = AlertingSite.SilentDevice();
        string files = $"ca: {broker.Folder}/ca.pem, certificate: {broker.Folder}/client.pem, key: {broker.Folder}/client.key";
        await using OtEdgeProcess gateway = await OtEdgeProcess.Start(Files(device, broker, $", {files}", "mqtts"));
        await AlertingSite.IsInTrouble(gateway, "its certificate is for broker.acme.example");

        foreach ((string path, string text) in Files(device, broker, $", {files}, server-name: broker.acme.example", "mqtts"))
        {
            gateway.Write(path, text);
        }

        (await gateway.Run("reload")).Succeeded();
        await AlertingSite.IsTold(gateway);
        Assert.Equal(0, (await gateway.Run("alerts", "test")).ExitCode);

        await broker.Stop();
        authority.Write(broker.Folder, "server", "broker.acme.example", expired: true);
        await broker.Start();
        await AlertingSite.IsInTrouble(gateway, "renew it");
        CommandResult doctor = await gateway.Run("doctor");
        Assert.Equal(1, doctor.ExitCode);
        Assert.Contains("renew it", doctor.Output);

        await broker.Stop();
        authority.Write(broker.Folder, "server", "broker.acme.example", expired: false);
        await broker.Start();
        await AlertingSite.IsTold(gateway);
    }

    private static (string Path, string Text)[] Files(TcpListener device, Mosquitto broker, string more, string scheme = "mqtt") =>
        AlertingSite.Files(
            1,
            ((IPEndPoint)device.LocalEndpoint).Port,
            $"alerts: {{ mqtt: {{ broker: {scheme}://127.0.0.1:{broker.Port}{more} }} }}");

    private static async Task<string> ReadShared(string file)
    {
        await using var stream = new FileStream(file, FileMode.Open, FileAccess.Read, FileShare.ReadWrite | FileShare.Delete);
        using var reader = new StreamReader(stream, System.Text.Encoding.Latin1);
        return await reader.ReadToEndAsync();
    }
}
