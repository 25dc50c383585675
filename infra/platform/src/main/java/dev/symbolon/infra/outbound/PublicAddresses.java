package dev.symbolon.infra.outbound;

import java.net.Inet4Address;
import java.net.InetAddress;
import java.util.List;

/** Which addresses belong to the public internet (RFC 6890 and IANA's special-purpose registries). */
final class PublicAddresses {
    private record Block(int network, int bits) {
        static Block of(String cidr) {
            int slash = cidr.indexOf('/');
            String[] parts = cidr.substring(0, slash).split("\\.");
            int network = 0;
            for (String part : parts) {
                network = network << 8 | Integer.parseInt(part);
            }
            return new Block(network, Integer.parseInt(cidr.substring(slash + 1)));
        }

        boolean holds(int address) {
            return (address ^ network) >>> (32 - bits) == 0;
        }
    }

    private static final List<Block> SPECIAL = List.of(
            Block.of("0.0.0.0/8"),
            Block.of("10.0.0.0/8"),
            Block.of("100.64.0.0/10"),
            Block.of("127.0.0.0/8"),
            // Link-local: the clouds' metadata services are here.
            Block.of("169.254.0.0/16"),
            Block.of("172.16.0.0/12"),
            Block.of("192.0.0.0/24"),
            Block.of("192.0.2.0/24"),
            Block.of("192.88.99.0/24"),
            Block.of("192.168.0.0/16"),
            Block.of("198.18.0.0/15"),
            Block.of("198.51.100.0/24"),
            Block.of("203.0.113.0/24"),
            // Multicast, reserved and broadcast.
            Block.of("224.0.0.0/3"));

    static boolean contain(InetAddress address) {
        byte[] bytes = address.getAddress();
        // Java turns an IPv4-mapped IPv6 address into the IPv4 address that it is.
        return address instanceof Inet4Address ? contain(word(bytes, 0)) : containIpv6(bytes);
    }

    private static boolean contain(int address) {
        return SPECIAL.stream().noneMatch(block -> block.holds(address));
    }

    /**
     * Of IPv6 only 2000::/3 is given out: loopback, unique local (fc00::/7), link-local, multicast, IPv4-compatible and
     * NAT64 (64:ff9b::/96) are outside. Inside, tunnels lead to IPv4 addresses that they name.
     */
    private static boolean containIpv6(byte[] bytes) {
        int first = word(bytes, 0);
        if (first >>> 29 != 1) {
            return false;
        }
        int prefix = first >>> 16;
        if (prefix == 0x2002) {
            // 6to4, RFC 3056 §2: the IPv4 address follows.
            return contain(word(bytes, 2));
        }
        // 2001::/23 holds Teredo, ORCHID and benchmarking; 2001:db8::/32 and 3fff::/20 are for documentation.
        boolean protocols = first >>> 9 == 0x20010000 >>> 9;
        boolean documentation = first == 0x20010db8 || first >>> 12 == 0x3fff0000 >>> 12;
        return !protocols && !documentation;
    }

    private static int word(byte[] bytes, int from) {
        return (bytes[from] & 0xff) << 24
                | (bytes[from + 1] & 0xff) << 16
                | (bytes[from + 2] & 0xff) << 8
                | bytes[from + 3] & 0xff;
    }

    private PublicAddresses() {}
}
