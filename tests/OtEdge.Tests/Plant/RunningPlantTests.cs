using System.Collections.Concurrent;
using Microsoft.Extensions.Logging;
using Microsoft.Extensions.Logging.Abstractions;
using OtEdge.Modbus;
using OtEdge.Plant;
using OtEdge.Plant.Actors;
using OtEdge.Plant.Clients;
using OtEdge.Plant.Devices;
using OtEdge.Plant.Line;
using Xunit;

namespace OtEdge.Tests.Plant;

/// <summary>The whole plant over its own network, without a gateway.</summary>
public sealed class RunningPlantTests
{
    private readonly CancellationToken stop = TestContext.Current.CancellationToken;

    /// <summary>The operator reaches production through nothing but Modbus.</summary>
    [Fact]
    public async Task The_screen_brings_the_line_from_stopped_to_filling_bottles()
    {
        await using RunningPlant plant = new(
            new PlantOptions { Speed = 1000, MisdeedPeriod = TimeSpan.FromHours(1) }, NullLoggerFactory.Instance);
        plant.Start();
        Assert.Equal(FillerState.Stopped, plant.Status.View.State);
        plant.Populate(plant.Direct);
        await EventuallyAsync(() => plant.Status.BottlesPacked > 0);
        Assert.True(plant.Filler.Requests > 0 && plant.Packer.Requests > 0);
    }

    /// <summary>The tags of the site read what the line does.</summary>
    [Fact]
    public async Task State_and_target_temperature_stand_where_the_tags_say()
    {
        await using RunningPlant plant = new(new PlantOptions(), NullLoggerFactory.Instance);
        plant.Start();
        using ModbusClient client = plant.Direct.Client(PlantAddresses.Hmi, atPacker: false, TimeProvider.System);
        ModbusAnswer state = await client.ReadAsync(1, FunctionCode.ReadHoldingRegisters, 40, 1, stop);
        ModbusAnswer target = await client.ReadAsync(1, FunctionCode.ReadHoldingRegisters, 120, 2, stop);
        Assert.Equal([(ushort)FillerState.Stopped], state.Words());
        Assert.Equal(72f, RegisterImage.Float32(target.Words()));
    }

    /// <summary>Every misdeed is a request that the PLC itself would do or answer: only a gateway can refuse it.</summary>
    [Fact]
    public async Task Without_a_gateway_every_misdeed_reaches_the_plc()
    {
        await using RunningPlant plant = new(new PlantOptions(), NullLoggerFactory.Instance);
        plant.Start();
        using EngineeringStation station = new(plant.Direct, TimeSpan.FromHours(1), NullLogger.Instance, TimeProvider.System);
        foreach (Misdeed misdeed in Misdeed.All)
        {
            ModbusAnswer answer = await station.MisbehaveAsync(misdeed, stop);
            AnswerKind expected = misdeed.Unit == 1 ? AnswerKind.Done : AnswerKind.Exception;
            Assert.True(answer.Kind == expected, $"{misdeed.Sentence}: {answer}");
        }

        Assert.Equal(Misdeed.All.Count, plant.Filler.Requests + plant.Packer.Requests);
    }

    /// <summary>What a misdeed costs: a wrong target reaches the PLC, and the operator has to put it right.</summary>
    [Fact]
    public async Task The_operator_puts_a_wrong_target_right()
    {
        Sentences sentences = new();
        using ILoggerFactory loggers = LoggerFactory.Create(builder => builder.AddProvider(sentences));
        await using RunningPlant plant = new(
            new PlantOptions { Speed = 1000, MisdeedPeriod = TimeSpan.FromHours(1) }, loggers);
        plant.Start();
        plant.Populate(plant.Direct);
        await EventuallyAsync(() => plant.Status.BottlesPacked > 0);
        using EngineeringStation station = new(plant.Direct, TimeSpan.FromHours(1), NullLogger.Instance, TimeProvider.System);
        await station.MisbehaveAsync(Misdeed.All.Single(one => one.Sentence.Contains("90 °C")), stop);
        await EventuallyAsync(() => sentences.Any("enters 85 °C"));
    }

    /// <summary>Everything ends, whatever it was doing.</summary>
    [Fact]
    public async Task Disposing_stops_everybody_within_a_second()
    {
        RunningPlant plant = new(new PlantOptions { Speed = 100 }, NullLoggerFactory.Instance);
        plant.Start();
        plant.Populate(plant.Direct);
        plant.Filler.Conduct = DeviceConduct.Hang;
        await Task.Delay(300, stop);
        long started = TimeProvider.System.GetTimestamp();
        await plant.DisposeAsync();
        Assert.True(TimeProvider.System.GetElapsedTime(started) < TimeSpan.FromSeconds(1));
    }

    private static async Task EventuallyAsync(Func<bool> condition)
    {
        for (int i = 0; i < 1500 && !condition(); i++)
        {
            await Task.Delay(20, TestContext.Current.CancellationToken);
        }

        Assert.True(condition());
    }

    private sealed class Sentences : ILoggerProvider, ILogger
    {
        private readonly ConcurrentQueue<string> lines = new();

        public bool Any(string part) => lines.Any(line => line.Contains(part, StringComparison.Ordinal));

        public ILogger CreateLogger(string categoryName) => this;

        public IDisposable? BeginScope<TState>(TState state)
            where TState : notnull => null;

        public bool IsEnabled(LogLevel logLevel) => true;

        public void Log<TState>(
            LogLevel logLevel, EventId eventId, TState state, Exception? exception, Func<TState, Exception?, string> formatter) =>
            lines.Enqueue(formatter(state, exception));

        public void Dispose()
        {
        }
    }
}
