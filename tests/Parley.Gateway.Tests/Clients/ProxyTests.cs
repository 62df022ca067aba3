using System.IO.Pipelines;
using System.Net;
using System.Text;
using CsCheck;
using Parley.Gateway.Clients;

namespace Parley.Gateway.Tests.Clients;

/// <summary>Whose connection or call a trusted proxy passes on.</summary>
public sealed class ProxyTests
{
    // Signature, version 2 and PROXY, TCP over IPv4, 12 bytes: 192.0.2.7:4711 to 192.0.2.1:443.
    private const string BinaryIpv4 = "0D0A0D0A000D0A515549540A" + "21" + "11" + "000C" + "C0000207" + "C0000201" + "1267" + "01BB";

    [Theory]
    [InlineData("PROXY TCP4 192.0.2.7 192.0.2.1 4711 443\r\n", "192.0.2.7:4711")]
    [InlineData("PROXY TCP6 2001:db8::7 2001:db8::1 4711 443\r\n", "[2001:db8::7]:4711")]
    [InlineData("PROXY UNKNOWN\r\n", null)]
    public void A_text_header_names_the_client(string header, string? client)
    {
        var bytes = Encoding.ASCII.GetBytes(header + "PRI * HTTP/2.0");
        Assert.Equal((header.Length, client), (ProxyHeader.Parse(bytes).Length, ProxyHeader.Parse(bytes).Client?.ToString()));
    }

    [Fact]
    public void A_binary_header_names_the_client()
    {
        var bytes = Convert.FromHexString(BinaryIpv4 + "505249");
        Assert.Equal((28, "192.0.2.7:4711"), (ProxyHeader.Parse(bytes).Length, ProxyHeader.Parse(bytes).Client?.ToString()));
        bytes[12] = 0x20; // LOCAL: the proxy's own connection.
        Assert.Equal((28, null), (ProxyHeader.Parse(bytes).Length, ProxyHeader.Parse(bytes).Client));
    }

    [Theory]
    [InlineData("PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n")]
    [InlineData("PROXY TCP4 nowhere 192.0.2.1 4711 443\r\n")]
    [InlineData("PROXY TCP4 192.0.2.7 192.0.2.1 4711\r\n")]
    [InlineData("GET / HTTP/1.1\r\n")]
    public void Anything_else_is_refused(string bytes) => Assert.True(ProxyHeader.Parse(Encoding.ASCII.GetBytes(bytes)).Length < 0);

    [Fact]
    public void A_text_header_longer_than_the_protocol_allows_is_refused()
    {
        Assert.Equal(0, ProxyHeader.Parse(Encoding.ASCII.GetBytes("PROXY " + new string('x', 100))).Length);
        Assert.True(ProxyHeader.Parse(Encoding.ASCII.GetBytes("PROXY " + new string('x', 101))).Length < 0);
    }

    [Fact]
    public async Task A_header_may_come_byte_by_byte_and_what_follows_stays()
    {
        var cancellation = TestContext.Current.CancellationToken;
        foreach (var header in new[] { Convert.FromHexString(BinaryIpv4), Encoding.ASCII.GetBytes("PROXY TCP4 192.0.2.7 192.0.2.1 4711 443\r\n") })
        {
            var pipe = new Pipe();
            var taken = ProxyHeader.Take(pipe.Reader, cancellation).AsTask();
            foreach (var value in header.Concat("rest"u8.ToArray()))
            {
                await pipe.Writer.WriteAsync(new[] { value }, cancellation);
            }

            var (isHeader, client) = await taken;
            Assert.Equal((true, IPEndPoint.Parse("192.0.2.7:4711")), (isHeader, client));
            await pipe.Writer.CompleteAsync();
            var rest = await pipe.Reader.ReadAtLeastAsync(4, cancellation);
            Assert.Equal("rest", Encoding.ASCII.GetString(rest.Buffer));
        }
    }

    [Fact]
    public void No_bytes_break_it() => Gen.OneOf(
            Gen.Byte.Array[0, 300],
            Gen.Byte.Array[0, 300].Select(b => (byte[])[.. Convert.FromHexString(BinaryIpv4[..24]), .. b]),
            Gen.Byte.Array[0, 120].Select(b => (byte[])[.. "PROXY "u8, .. b]))
        .Sample(bytes => ProxyHeader.Parse(bytes).Length <= bytes.Length, iter: 2000);

    [Theory]
    [InlineData("for=192.0.2.43", "192.0.2.43")]
    [InlineData("for=\"[2001:db8:cafe::17]:4711\";proto=http;by=203.0.113.43", "[2001:db8:cafe::17]:4711")]
    [InlineData("By=203.0.113.43;For=192.0.2.43, for=198.51.100.17", "192.0.2.43, 198.51.100.17")]
    [InlineData("proto=https", "unknown")]
    public void A_Forwarded_header_names_the_clients_in_order(string header, string nodes) => Assert.Equal(nodes, ForwardedAddress.NodesOf(header));
}
