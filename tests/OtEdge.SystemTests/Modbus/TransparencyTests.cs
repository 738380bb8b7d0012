using System.Globalization;
using OtEdge.SystemTests.Peers;
using OtEdge.SystemTests.Running;
using Xunit;

namespace OtEdge.SystemTests.Modbus;

/// <summary>With everything allowed and enforcing, third-party peers behave exactly as without OtEdge.</summary>
public sealed class TransparencyTests
{
    [Fact]
    public async Task Libmodbus_talks_to_libmodbus_as_without_the_gateway()
    {
        PeerScripts.NeedLibmodbus();
        await SameTranscript(PeerProcess.LibmodbusServer, PeerScripts.Python, "libmodbus_client.py");
    }

    [Fact]
    public async Task Pymodbus_talks_to_pymodbus_as_without_the_gateway()
    {
        PeerScripts.NeedPymodbus();
        await SameTranscript(PeerProcess.PymodbusServer, PeerScripts.Python, "pymodbus_client.py");
    }

    [Fact]
    public async Task Modbus_serial_talks_to_modbus_serial_as_without_the_gateway()
    {
        PeerScripts.NeedModbusSerial();
        await SameTranscript(PeerProcess.ModbusSerialServer, "node", "modbus_serial_client.mjs");
    }

    [Fact]
    public async Task Pymodbus_talks_to_libmodbus_as_without_the_gateway()
    {
        PeerScripts.NeedLibmodbus();
        PeerScripts.NeedPymodbus();
        await SameTranscript(PeerProcess.LibmodbusServer, PeerScripts.Python, "pymodbus_client.py");
    }

    [Fact]
    public async Task Libmodbus_talks_to_modbus_serial_as_without_the_gateway()
    {
        PeerScripts.NeedLibmodbus();
        PeerScripts.NeedModbusSerial();
        await SameTranscript(PeerProcess.ModbusSerialServer, PeerScripts.Python, "libmodbus_client.py");
    }

    [Theory]
    [InlineData("-t", "4", "-r", "121", "-c", "10")]
    [InlineData("-t", "3", "-r", "1", "-c", "5")]
    [InlineData("-t", "0", "-r", "1", "-c", "16")]
    [InlineData("-t", "1", "-r", "1", "-c", "16")]
    [InlineData("-t", "4:float", "-r", "121", "-c", "2")]
    [InlineData("-t", "4", "-r", "501", "-c", "1")]
    public async Task Mbpoll_prints_what_it_prints_without_the_gateway(params string[] options)
    {
        PeerScripts.NeedLibmodbus();
        PeerScripts.NeedMbpoll();
        await using PeerProcess device = await PeerProcess.LibmodbusServer();
        await using OtEdgeProcess gateway = await OtEdgeProcess.Start(TestSites.Files(device.Port, TestSites.AllowAll));
        await gateway.MoveTo(TestSites.Conduit, "enforce");
        string direct = await Mbpoll(device.Port, options);
        string relayed = await Mbpoll(await gateway.Port(TestSites.Conduit), options);
        Assert.Equal(direct, relayed);
    }

    private static async Task<string> Mbpoll(int port, string[] options)
    {
        string number = port.ToString(CultureInfo.InvariantCulture);
        // `sh` keeps the exit code in the text: an exception of the device ends mbpoll with 1, directly and relayed alike.
        IReadOnlyList<string> lines = await PeerScripts.Transcript(
            "/bin/sh",
            ["-c", "mbpoll -m tcp -a 1 -1 -p \"$@\" 127.0.0.1 2>&1; echo exit $?", "mbpoll", number, .. options]);
        return string.Join('\n', lines).Replace(number, "PORT", StringComparison.Ordinal);
    }

    private static async Task SameTranscript(Func<Task<PeerProcess>> server, string program, string client)
    {
        IReadOnlyList<string> direct;
        await using (PeerProcess device = await server())
        {
            direct = await Client(program, client, device.Port);
        }

        await using PeerProcess fresh = await server();
        await using OtEdgeProcess gateway = await OtEdgeProcess.Start(TestSites.Files(fresh.Port, TestSites.AllowAll));
        await gateway.MoveTo(TestSites.Conduit, "enforce");
        IReadOnlyList<string> relayed = await Client(program, client, await gateway.Port(TestSites.Conduit));
        Assert.True(direct.Count > 10, "the client has something to compare");
        Assert.Equal(direct, relayed);
    }

    private static Task<IReadOnlyList<string>> Client(string program, string script, int port) =>
        PeerScripts.Transcript(
            program, PeerScripts.Path(script), "127.0.0.1", port.ToString(CultureInfo.InvariantCulture));
}
